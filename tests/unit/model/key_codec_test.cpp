// Key text as ElectroDB writes it. That it is ElectroDB's for all entities is proven by tests/electrodb.
#include "mastra/model/key_codec.hpp"

#include "unit/model/sample_entities.hpp"

#include "mastra/core/limits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mastra::model {
namespace {

using ::testing::HasSubstr;

const access_pattern& pattern_of(const entity& e, std::string_view name) {
    return *e.find_pattern(name);
}

std::string composite(const attribute_value& value) {
    return composite_text(value).value();
}
attribute_value decimal(std::string_view text) {
    return number::parse(text).value();
}

TEST(composite_text, is_what_a_javascript_template_literal_gives) {
    EXPECT_EQ(composite("Ä b#c"), "Ä b#c");
    EXPECT_EQ(composite(""), "");
    EXPECT_EQ(composite(true), "true");
    EXPECT_EQ(composite(false), "false");
    EXPECT_EQ(composite(5), "5");
    EXPECT_EQ(composite(decimal("-3")), "-3");
    EXPECT_EQ(composite(decimal("1.5")), "1.5");
    EXPECT_EQ(composite(decimal("1E21")), "1e+21");
    EXPECT_EQ(composite(decimal("0.0000001")), "1e-7");
    EXPECT_EQ(composite(1700000000123456), "1700000000123456");
}

TEST(composite_text, refuses_a_number_that_javascript_cannot_hold_exactly) {
    EXPECT_TRUE(composite_text(decimal("9007199254740993")).error().is(model_errc::invalid_attribute));
    EXPECT_TRUE(composite_text(decimal("0.12345678901234567890123")).error().is(model_errc::invalid_attribute));
}

TEST(composite_text, refuses_values_that_are_no_text) {
    EXPECT_TRUE(composite_text(null_value()).error().is(model_errc::invalid_attribute));
    EXPECT_TRUE(composite_text(attribute_list{}).error().is(model_errc::invalid_attribute));
    EXPECT_TRUE(composite_text(binary{"x"}).error().is(model_errc::invalid_attribute));
}

TEST(partition_key, is_lower_case_as_a_whole_labels_included) {
    const auto e = test::note();
    EXPECT_EQ(*partition_key_text(e.definition(), pattern_of(e, "byOwner"), {{"ownerId", "ÄNN#B_C"}}),
              "$shop#entity_note#ownerid_änn#b_c");
}

TEST(partition_key, keeps_an_empty_value) {
    const auto e = test::note();
    EXPECT_EQ(*partition_key_text(e.definition(), pattern_of(e, "byOwner"), {{"ownerId", ""}}),
              "$shop#entity_note#ownerid_");
}

TEST(partition_key, without_a_composite_says_which_one_is_missing) {
    const auto e = test::note();
    const auto key = partition_key_text(e.definition(), pattern_of(e, "byOwner"), {});
    EXPECT_TRUE(key.error().is(model_errc::missing_composite));
    EXPECT_THAT(key.error().message(), HasSubstr("attribute 'ownerId' of entity 'note'"));
}

TEST(partition_key, of_invalid_utf8_is_refused_by_name) {
    const auto e = test::note();
    const auto key = partition_key_text(e.definition(), pattern_of(e, "primary"), {{"id", "a\xff"}});
    EXPECT_TRUE(key.error().is(model_errc::key_unrepresentable));
    EXPECT_THAT(key.error().message(), HasSubstr("attribute 'id' of entity 'note'"));
}

TEST(partition_key, may_have_2048_bytes_and_not_one_more) {
    const auto e = test::note();
    const std::size_t prefix = std::string_view("$shop#entity_note#id_").size();
    const std::string longest(limits::max_partition_key_bytes - prefix, 'x');
    EXPECT_TRUE(partition_key_text(e.definition(), pattern_of(e, "primary"), {{"id", longest}}).has_value());
    const auto key = partition_key_text(e.definition(), pattern_of(e, "primary"), {{"id", longest + "x"}});
    EXPECT_TRUE(key.error().is(model_errc::key_too_long));
    EXPECT_THAT(key.error().message(), HasSubstr("attribute 'id' of entity 'note' gives the key 'pk' 2049 bytes"));
}

TEST(sort_key, may_have_1024_bytes_and_not_one_more) {
    const auto e = test::step();
    const std::string longest(limits::max_sort_key_bytes - std::string_view("$step_2#run_").size(), 'x');
    EXPECT_TRUE(sort_key_text(e.definition(), pattern_of(e, "primary"), {{"run", longest}}).has_value());
    EXPECT_TRUE(sort_key_text(e.definition(), pattern_of(e, "primary"), {{"run", longest + "x"}})
                    .error()
                    .is(model_errc::key_too_long));
}

TEST(sort_key, is_complete_when_nothing_is_missing) {
    const auto e = test::step();
    const auto key = sort_key_text(e.definition(), pattern_of(e, "bySpan"), {{"at", 5}, {"part", 7}});
    EXPECT_EQ(key->text, "$step_2#at_5#part_7");
    EXPECT_TRUE(key->complete);
}

TEST(sort_key, stops_after_the_label_of_the_first_missing_composite) {
    const auto e = test::step();
    const auto key = sort_key_text(e.definition(), pattern_of(e, "bySpan"), {{"at", 5}});
    EXPECT_EQ(key->text, "$step_2#at_5#part_");
    EXPECT_FALSE(key->complete);
}

TEST(sort_key, without_composites_is_the_entity_and_its_version) {
    const entity constant({.service = "s",
                           .name = "Eval",
                           .version = "1",
                           .attributes = {{.name = "id"}},
                           .access_patterns = {{"primary", {}, {"pk", {"id"}}, {"sk", {}}}}});
    const auto key = sort_key_text(constant.definition(), pattern_of(constant, "primary"), {});
    EXPECT_EQ(key->text, "$eval_1");
    EXPECT_TRUE(key->complete);
}

}  // namespace
}  // namespace mastra::model
