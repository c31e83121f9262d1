// get, put, create, erase, remove: the requests they give.
#include "mastra/model/operations.hpp"

#include "unit/model/effect.hpp"
#include "unit/model/sample_entities.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mastra::model {
namespace {

const attribute_map note_key{{"pk", "$shop#entity_note#id_n"}, {"sk", "$note_1#entity_note"}};

template <class Request>
std::string condition_of(const Request& request) {
    return request.condition_expression ? test::spelled_out(*request.condition_expression, request.substitutions)
                                        : "none";
}

TEST(get_builder, asks_for_the_key) {
    const auto request = test::note().get({{"id", "N"}}).params("t");
    EXPECT_EQ(request->table_name, "t");
    EXPECT_EQ(request->key, note_key);
    EXPECT_FALSE(request->consistent_read);
    EXPECT_FALSE(request->projection_expression.has_value());
}

TEST(get_builder, passes_consistency_projection_and_form_on) {
    const auto request =
        test::note().get({{"id", "N"}}).consistent().attributes({"id", "size"}).at(key_form::exact).params("t");
    EXPECT_TRUE(request->consistent_read);
    EXPECT_EQ(test::spelled_out(*request->projection_expression, request->substitutions), "id, size");
    EXPECT_EQ(request->key, *test::note().key({{"id", "N"}}, key_form::exact));
}

TEST(get_builder, without_its_composites_is_refused) {
    EXPECT_TRUE(test::note().get({}).params("t").error().is(model_errc::missing_composite));
}

TEST(put_builder, writes_the_whole_item_without_a_condition) {
    const auto request = test::note().put(test::a_note()).params("t");
    EXPECT_EQ(request->table_name, "t");
    EXPECT_EQ(request->item, *test::note().to_item(test::a_note()));
    EXPECT_EQ(condition_of(*request), "none");
    EXPECT_EQ(request->returned, protocol::return_values::none);
    EXPECT_EQ(request->returned_on_failure, protocol::on_condition_failure::none);
}

TEST(put_builder, joins_conditions_and_passes_what_to_return_on) {
    const auto request = test::note()
                             .put(test::a_note())
                             .where(expression::attr("a") == 1)
                             .where(expression::attr("b") == 2)
                             .returning(protocol::return_values::all_old)
                             .returning_rejected()
                             .params("t");
    EXPECT_EQ(condition_of(*request), R"(a = {"N":"1"} AND b = {"N":"2"})");
    EXPECT_EQ(request->returned, protocol::return_values::all_old);
    EXPECT_EQ(request->returned_on_failure, protocol::on_condition_failure::all_old);
}

TEST(put_builder, of_create_must_not_find_an_item) {
    const auto request = test::note().create(test::a_note()).where(expression::attr("a") == 1).params("t");
    EXPECT_EQ(condition_of(*request), R"(attribute_not_exists(pk) AND attribute_not_exists(sk) AND a = {"N":"1"})");
}

TEST(delete_builder, of_erase_tolerates_absence) {
    const auto request = test::note().erase({{"id", "N"}}).params("t");
    EXPECT_EQ(request->key, note_key);
    EXPECT_EQ(condition_of(*request), "none");
}

TEST(delete_builder, of_remove_must_find_an_item) {
    const auto request = test::note().remove({{"id", "N"}}).returning(protocol::return_values::all_old).params("t");
    EXPECT_EQ(condition_of(*request), "attribute_exists(pk) AND attribute_exists(sk)");
    EXPECT_EQ(request->returned, protocol::return_values::all_old);
}

TEST(transaction_builder, keeps_the_writes_in_order) {
    const auto e = test::note();
    const auto request = transaction_builder()
                             .add(*e.put(test::a_note()).params("t"))
                             .add(*e.update({{"id", "2"}}).set("views", 1).params("t"))
                             .add(*e.erase({{"id", "3"}}).params("t"))
                             .check({"t", *e.key({{"id", "4"}}), "attribute_exists(pk)", {}})
                             .params();
    ASSERT_EQ(request->writes.size(), 4U);
    EXPECT_TRUE(std::holds_alternative<protocol::put_item_request>(request->writes[0]));
    EXPECT_TRUE(std::holds_alternative<protocol::transact_condition_check>(request->writes[3]));
}

TEST(transaction_builder, refuses_two_writes_on_one_item) {
    const auto e = test::note();
    const auto erase = *e.erase({{"id", "NOTE-1"}}).params("t");
    const auto same_key = transaction_builder().add(*e.put(test::a_note()).params("t")).add(erase).params();
    EXPECT_TRUE(same_key.error().is(model_errc::invalid_expression));
    EXPECT_THAT(same_key.error().message(), ::testing::HasSubstr("two have the same key"));
    const auto other_table = *e.put(test::a_note()).params("u");
    EXPECT_TRUE(transaction_builder().add(other_table).add(erase).params().has_value());
}

TEST(transaction_builder, refuses_none_and_more_than_a_hundred_writes) {
    EXPECT_TRUE(transaction_builder().params().error().is(model_errc::invalid_expression));
    transaction_builder builder;
    for (int i = 0; i < 100; ++i) {
        builder.add(*test::note().erase({{"id", std::to_string(i)}}).params("t"));
    }
    EXPECT_TRUE(builder.params().has_value());
    builder.add(*test::note().erase({{"id", "one more"}}).params("t"));
    EXPECT_TRUE(builder.params().error().is(model_errc::invalid_expression));
}

}  // namespace
}  // namespace mastra::model
