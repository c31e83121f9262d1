// upsert, update and patch: what they set, remove and refuse.
#include "mastra/model/operations.hpp"

#include "unit/model/effect.hpp"
#include "unit/model/sample_entities.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mastra::model {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string effect_of(const update_builder& builder) {
    const auto request = builder.params("t");
    return request.has_error() ? "refused: " + request.error().message()
                               : test::spelled_out(request->update_expression, request->substitutions);
}

update_builder update_note() {
    return test::note().update({{"id", "Note-1"}});
}

TEST(update_builder, of_update_sets_what_is_given_what_identifies_and_the_markers) {
    const auto request = update_note().set("kind", "image").params("t");
    EXPECT_EQ(request->key, *test::note().key({{"id", "Note-1"}}));
    EXPECT_FALSE(request->condition_expression.has_value());
    EXPECT_EQ(effect_of(update_note().set("kind", "image")),
              R"(SET kind = {"S":"image"}, entity = {"S":"note"}, id = {"S":"Note-1"}, )"
              R"(__edb_e__ = {"S":"note"}, __edb_v__ = {"S":"1"})");
}

TEST(update_builder, of_patch_must_find_an_item) {
    const auto request =
        test::note().patch({{"id", "x"}}).set("kind", "b").where(expression::attr("v") == 1).params("t");
    EXPECT_EQ(test::spelled_out(*request->condition_expression, request->substitutions),
              R"(attribute_exists(pk) AND attribute_exists(sk) AND v = {"N":"1"})");
}

TEST(update_builder, knows_every_kind_of_change) {
    const auto effect =
        effect_of(update_note().increment("views", 2).remove("body").set_if_not_exists("kind", "a").set("unknown", 1));
    EXPECT_THAT(effect, HasSubstr(R"(views = if_not_exists(views, {"N":"0"}) + {"N":"2"})"));
    EXPECT_THAT(effect, HasSubstr("REMOVE body"));
    EXPECT_THAT(effect, HasSubstr(R"(kind = if_not_exists(kind, {"S":"a"}))"));
    EXPECT_THAT(effect, HasSubstr(R"(unknown = {"N":"1"})"));
}

TEST(update_builder, moves_the_half_of_an_index_key_whose_attribute_is_set) {
    const auto effect = effect_of(update_note().set("ownerId", "Bob"));
    EXPECT_THAT(effect, HasSubstr(R"(gsi1pk = {"S":"$shop#entity_note#ownerid_bob"})"));
    EXPECT_THAT(effect, Not(HasSubstr("gsi1sk")));
}

TEST(update_builder, sets_an_index_key_only_where_absent_when_its_attribute_is_set_so) {
    EXPECT_THAT(effect_of(update_note().set_if_not_exists("createdAt", "2024")),
                HasSubstr(R"(gsi1sk = if_not_exists(gsi1sk, {"S":"$note_1#createdat_2024"}))"));
}

TEST(update_builder, composes_index_keys_from_changes_and_primary_composites_together) {
    const auto base = test::step().update({{"flow", "F"}, {"run", "R"}});
    auto builder = base;
    EXPECT_THAT(effect_of(builder.set("trace", "T").set("span", "S")),
                HasSubstr(R"(gsi1pk = {"S":"$shop#trace_t#span_s"})"));
    builder = base;
    EXPECT_THAT(effect_of(builder.set("trace", "T")), HasSubstr("attribute 'span' of entity 'step'"));
}

TEST(update_builder, removes_an_index_key_with_its_attribute) {
    EXPECT_THAT(effect_of(test::step().update({{"flow", "F"}, {"run", "R"}}).remove("span")),
                HasSubstr("REMOVE gsi1pk, span"));
}

TEST(update_builder, refuses_what_the_definition_forbids) {
    EXPECT_THAT(effect_of(update_note().set("createdAt", "x")), HasSubstr("read-only"));
    EXPECT_THAT(effect_of(update_note().remove("firstSeen")), HasSubstr("read-only"));
    EXPECT_THAT(effect_of(update_note().set("id", "x")), HasSubstr("part of the primary key"));
    EXPECT_THAT(effect_of(update_note().remove("ownerId")), HasSubstr("required and cannot be removed"));
    EXPECT_THAT(effect_of(update_note().increment("ownerId", 1)), HasSubstr("part of an index key"));
    EXPECT_THAT(effect_of(update_note().set("views", "many")), HasSubstr("must have type N"));
    EXPECT_THAT(effect_of(update_note().set("gsi1sk", "x")), HasSubstr("written by the model itself"));
    EXPECT_THAT(effect_of(update_note().remove("__edb_e__")), HasSubstr("written by the model itself"));
}

TEST(update_builder, takes_the_later_of_two_changes_of_one_attribute) {
    EXPECT_THAT(effect_of(update_note().set("kind", "a").set("kind", "b")),
                ::testing::AllOf(HasSubstr(R"(kind = {"S":"b"})"), Not(HasSubstr(R"(kind = {"S":"a"})"))));
    EXPECT_THAT(effect_of(update_note().set("kind", "a").remove("kind")), Not(HasSubstr("kind =")));
}

TEST(update_builder, lets_a_raw_action_replace_what_the_model_would_do) {
    const auto effect =
        effect_of(update_note()
                      .set("kind", "a")
                      .raw(expression::set_if_absent{expression::attr("__edb_e__").location(), "note"}));
    EXPECT_THAT(effect, HasSubstr("__edb_e__ = if_not_exists(__edb_e__"));
    EXPECT_THAT(effect, Not(HasSubstr(R"(__edb_e__ = {"S")")));
}

TEST(update_builder, of_upsert_sets_the_record_its_index_keys_and_the_markers) {
    EXPECT_EQ(effect_of(test::note().upsert(test::a_note())),
              R"(SET createdAt = {"S":"2024-01-02T03:04:05.678Z"}, entity = {"S":"note"}, id = {"S":"Note-1"}, )"
              R"(kind = {"S":"text"}, ownerId = {"S":"Ann"}, gsi1pk = {"S":"$shop#entity_note#ownerid_ann"}, )"
              R"(gsi1sk = {"S":"$note_1#createdat_2024-01-02t03:04:05.678z"}, )"
              R"(__edb_e__ = {"S":"note"}, __edb_v__ = {"S":"1"})");
}

TEST(update_builder, of_upsert_keeps_a_read_only_attribute_unless_an_index_is_made_of_it) {
    auto record = test::a_note();
    record.set("firstSeen", "2024");
    const auto effect = effect_of(test::note().upsert(record));
    EXPECT_THAT(effect, HasSubstr(R"(firstSeen = if_not_exists(firstSeen, {"S":"2024"}))"));
    EXPECT_THAT(effect, HasSubstr(R"(createdAt = {"S")"));
}

TEST(update_builder, of_upsert_keeps_an_index_key_together_with_its_attribute) {
    const auto effect =
        effect_of(test::note().upsert(test::a_note()).set_if_not_exists("createdAt", "2024-01-02T03:04:05.678Z"));
    EXPECT_THAT(effect, HasSubstr("createdAt = if_not_exists(createdAt, "));
    EXPECT_THAT(effect, HasSubstr("gsi1sk = if_not_exists(gsi1sk, "));
    EXPECT_THAT(effect, HasSubstr(R"(gsi1pk = {"S")"));
}

TEST(update_builder, of_upsert_refuses_an_index_key_that_would_be_kept_in_part) {
    const attribute_map record{{"flow", "f"}, {"run", "r"}, {"trace", "t"}, {"span", "s"}, {"at", 1}, {"part", 2}};
    EXPECT_THAT(effect_of(test::step().upsert(record).set_if_not_exists("at", 1)),
                HasSubstr("all plainly or all only where they are absent"));
}

TEST(update_builder, of_upsert_needs_the_whole_record) {
    EXPECT_THAT(effect_of(test::note().upsert({{"id", "x"}, {"ownerId", "y"}})),
                HasSubstr("attribute 'createdAt' of entity 'note'"));
    EXPECT_THAT(effect_of(test::note().upsert({{"id", "x"}, {"ownerId", "y"}}).set("createdAt", "2024")),
                HasSubstr("gsi1sk ="));
}

TEST(update_builder, of_upsert_adds_other_changes) {
    EXPECT_THAT(effect_of(test::note().upsert(test::a_note()).increment("views", 1).remove("body")),
                ::testing::AllOf(HasSubstr("views = if_not_exists(views"), HasSubstr("REMOVE body")));
}

TEST(update_builder, in_exact_form_keeps_the_index_keys) {
    const auto shared = test::note().upsert(test::a_note()).params("t");
    const auto exact = test::note().upsert(test::a_note()).at(key_form::exact).params("t");
    EXPECT_EQ(exact->key, *test::note().key(test::a_note(), key_form::exact));
    EXPECT_EQ(exact->update_expression, shared->update_expression);
    EXPECT_EQ(exact->substitutions.values, shared->substitutions.values);
}

}  // namespace
}  // namespace mastra::model
