// Queries and scans: key conditions, filters, what is refused.
#include "mastra/model/operations.hpp"

#include "unit/model/effect.hpp"
#include "unit/model/sample_entities.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mastra::model {
namespace {

using ::testing::HasSubstr;

constexpr auto marker_filter = R"(__edb_e__ = {"S":"note"} AND __edb_v__ = {"S":"1"})";

query_builder by_owner() {
    return test::note().query("byOwner", {{"ownerId", "Ann"}});
}

std::string keys_of(const query_builder& query) {
    const auto request = query.params("t");
    return request.has_error() ? "refused: " + request.error().message()
                               : test::spelled_out(request->key_condition_expression, request->substitutions);
}
std::string sort_condition_of(const query_builder& query) {
    const std::string keys = keys_of(query);
    const auto end = keys.find(" AND ");
    return end == std::string::npos ? keys : keys.substr(end + 5);
}
std::string filter_of(const query_builder& query) {
    const auto request = query.params("t");
    return test::spelled_out(*request->filter_expression, request->substitutions);
}

TEST(query_builder, reads_a_whole_partition_by_the_prefix_of_its_sort_keys) {
    const auto request = by_owner().params("t");
    EXPECT_EQ(request->table_name, "t");
    EXPECT_EQ(request->index_name, "gsi1");
    EXPECT_EQ(keys_of(by_owner()),
              R"(gsi1pk = {"S":"$shop#entity_note#ownerid_ann"} AND begins_with(gsi1sk, {"S":"$note_1#createdat_"}))");
    EXPECT_TRUE(request->scan_index_forward);
    EXPECT_EQ(request->selected, protocol::select::unset);
}

TEST(query_builder, compares_a_complete_sort_key) {
    EXPECT_EQ(sort_condition_of(test::note().query("byOwner", {{"ownerId", "Ann"}, {"createdAt", "2024Z"}})),
              R"(gsi1sk = {"S":"$note_1#createdat_2024z"})");
    EXPECT_EQ(sort_condition_of(test::note().query("primary", {{"id", "a"}})), R"(sk = {"S":"$note_1#entity_note"})");
}

TEST(query_builder, has_the_ranges_of_electrodb) {
    const attribute_map low{{"createdAt", "A"}};
    const attribute_map high{{"createdAt", "B"}};
    EXPECT_EQ(sort_condition_of(by_owner().gte(low)), R"(gsi1sk >= {"S":"$note_1#createdat_a"})");
    EXPECT_EQ(sort_condition_of(by_owner().gt(low)), R"(gsi1sk > {"S":"$note_1#createdat_a"})");
    EXPECT_EQ(sort_condition_of(by_owner().lte(low)), R"(gsi1sk <= {"S":"$note_1#createdat_a"})");
    EXPECT_EQ(sort_condition_of(by_owner().lt(low)), R"(gsi1sk < {"S":"$note_1#createdat_a"})");
    EXPECT_EQ(sort_condition_of(by_owner().begins(low)), R"(begins_with(gsi1sk, {"S":"$note_1#createdat_a"}))");
    EXPECT_EQ(sort_condition_of(by_owner().between(low, high)),
              R"(gsi1sk BETWEEN {"S":"$note_1#createdat_a"} AND {"S":"$note_1#createdat_b"})");
}

TEST(query_builder, ends_a_bound_before_the_label_of_what_is_missing) {
    const auto spans = test::step().query("bySpan", {{"trace", "t"}, {"span", "s"}, {"at", 1}});
    auto query = spans;
    EXPECT_EQ(sort_condition_of(query.gte({})), R"(gsi1sk >= {"S":"$step_2#at_1"})");
    query = spans;
    EXPECT_EQ(sort_condition_of(query.gte({{"part", 7}})), R"(gsi1sk >= {"S":"$step_2#at_1#part_7"})");
    query = spans;
    EXPECT_EQ(sort_condition_of(query), R"(begins_with(gsi1sk, {"S":"$step_2#at_1#part_"}))");
}

TEST(query_builder, never_returns_items_of_other_kinds_or_of_ids_that_share_the_key) {
    EXPECT_EQ(filter_of(by_owner()), std::string(marker_filter) + R"( AND ownerId = {"S":"Ann"})");
    EXPECT_EQ(filter_of(by_owner().check_identity(false)), marker_filter);
}

TEST(query_builder, compares_sort_composites_of_the_query_but_not_of_a_range) {
    EXPECT_THAT(filter_of(test::note().query("byOwner", {{"ownerId", "A"}, {"createdAt", "2024Z"}})),
                HasSubstr(R"(createdAt = {"S":"2024Z"})"));
    EXPECT_THAT(filter_of(by_owner().gte({{"createdAt", "2024Z"}})), ::testing::Not(HasSubstr("createdAt")));
}

TEST(query_builder, adds_the_caller_s_filter) {
    EXPECT_THAT(filter_of(by_owner().where(expression::attr("a") == 1 || expression::attr("b") == 2)),
                HasSubstr(R"(ownerId = {"S":"Ann"} AND (a = {"N":"1"} OR b = {"N":"2"}))"));
}

TEST(query_builder, passes_options_on) {
    const auto request =
        by_owner().descending().limit(10).attributes({"id", "body"}).after(attribute_map{{"pk", "x"}}).params("t");
    EXPECT_FALSE(request->scan_index_forward);
    EXPECT_EQ(request->limit, 10);
    EXPECT_TRUE(request->projection_expression.has_value());
    EXPECT_EQ(request->exclusive_start_key, (attribute_map{{"pk", "x"}}));
    EXPECT_EQ(by_owner().count_only().params("t")->selected, protocol::select::count);
    EXPECT_TRUE(test::note().query("primary", {{"id", "a"}}).consistent().params("t")->consistent_read);
}

TEST(query_builder, refuses_what_cannot_work_with_one_clear_sentence) {
    EXPECT_THAT(keys_of(test::note().query("byNothing", {})), HasSubstr("access pattern 'byNothing' of entity 'note'"));
    EXPECT_THAT(keys_of(test::note().query("byOwner", {})), HasSubstr("attribute 'ownerId' of entity 'note'"));
    EXPECT_THAT(keys_of(by_owner().gte({{"createdAt", "a"}}).lte({{"createdAt", "b"}})), HasSubstr("one range"));
    EXPECT_THAT(keys_of(by_owner().limit(0)), HasSubstr("at least 1"));
    EXPECT_THAT(keys_of(by_owner().consistent()), HasSubstr("cannot be read consistently"));
    EXPECT_THAT(keys_of(by_owner().count_only().attributes({"id"})), HasSubstr("a count has no attributes"));
}

const attribute_map last_key{{"pk", "$shop#entity_note#id_x"},
                             {"sk", "$note_1#entity_note"},
                             {"gsi1pk", "$shop#entity_note#ownerid_ann"},
                             {"gsi1sk", "$note_1#createdat_1"}};

TEST(query_cursor, goes_on_after_the_last_key) {
    const auto cursor = *by_owner().cursor_after(last_key);
    EXPECT_EQ(by_owner().after(cursor).params("t")->exclusive_start_key, last_key);
}

TEST(query_cursor, can_be_made_from_a_whole_item) {
    auto item = last_key;
    item.set("body", "{}");
    EXPECT_EQ(*by_owner().cursor_after(item), *by_owner().cursor_after(last_key));
}

TEST(query_cursor, cannot_be_made_without_the_key_fields) {
    auto item = last_key;
    item.erase("gsi1sk");
    EXPECT_TRUE(by_owner().cursor_after(item).error().is(model_errc::invalid_cursor));
}

TEST(query_cursor, holds_for_another_limit_or_projection) {
    const auto cursor = *by_owner().limit(10).cursor_after(last_key);
    EXPECT_TRUE(by_owner().limit(20).attributes({"id"}).after(cursor).params("t").has_value());
}

TEST(query_cursor, is_refused_by_every_other_query) {
    const auto cursor = *by_owner().cursor_after(last_key);
    const auto is_refused = [&](query_builder other) {
        return other.after(cursor).params("t").error().is(model_errc::invalid_cursor);
    };
    EXPECT_TRUE(is_refused(test::note().query("byOwner", {{"ownerId", "ann"}})));
    EXPECT_TRUE(is_refused(test::note().query("primary", {{"id", "Ann"}})));
    EXPECT_TRUE(is_refused(by_owner().descending()));
    EXPECT_TRUE(is_refused(by_owner().check_identity(false)));
    EXPECT_TRUE(is_refused(by_owner().gte({{"createdAt", "1"}})));
    EXPECT_TRUE(is_refused(by_owner().where(expression::attr("a") == 1)));
    auto newer = test::note_definition();
    newer.version = "2";
    EXPECT_TRUE(is_refused(entity(newer).query("byOwner", {{"ownerId", "Ann"}})));
}

TEST(query_cursor, tells_filters_apart_that_look_alike) {
    const auto with = [](expression::condition filter) { return by_owner().where(std::move(filter)); };
    const auto cursor = *with(expression::attr("a") == 1).cursor_after(last_key);
    EXPECT_TRUE(with(expression::attr("a") == "1").after(cursor).params("t").has_error());
    EXPECT_TRUE(with(expression::attr("b") == 1).after(cursor).params("t").has_error());
    EXPECT_TRUE(with(expression::attr("a") == 1).after(cursor).params("t").has_value());
}

TEST(query_cursor, into_another_partition_is_refused) {
    auto cursor = *by_owner().cursor_after(last_key);
    cursor.key.set("gsi1pk", "$shop#entity_note#ownerid_bob");
    EXPECT_TRUE(by_owner().after(cursor).params("t").error().is(model_errc::invalid_cursor));
}

TEST(scan_builder, filters_on_key_prefixes_and_markers) {
    const auto request = test::note().scan().where(expression::attr("a") == 1).params("t");
    EXPECT_EQ(
        test::spelled_out(*request->filter_expression, request->substitutions),
        R"(begins_with(pk, {"S":"$shop#entity_note#id_"}) AND begins_with(sk, {"S":"$note_1#entity_note"}) AND )" +
            std::string(marker_filter) + R"( AND a = {"N":"1"})");
}

TEST(scan_builder, passes_options_on_and_refuses_what_cannot_work) {
    const auto request =
        test::note().scan().consistent().limit(5).attributes({"id"}).after(attribute_map{{"pk", "x"}}).params("t");
    EXPECT_TRUE(request->consistent_read);
    EXPECT_EQ(request->limit, 5);
    EXPECT_TRUE(request->projection_expression.has_value());
    EXPECT_TRUE(request->exclusive_start_key.has_value());
    EXPECT_EQ(test::note().scan().count_only().params("t")->selected, protocol::select::count);
    EXPECT_TRUE(test::note().scan().limit(-1).params("t").error().is(model_errc::invalid_expression));
    EXPECT_TRUE(test::note().scan().count_only().attributes({"id"}).params("t").has_error());
}

}  // namespace
}  // namespace mastra::model
