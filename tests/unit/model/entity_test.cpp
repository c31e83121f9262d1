// Entities: definitions, keys, identity, items.
#include "mastra/model/entity.hpp"

#include "unit/model/sample_entities.hpp"

#include "mastra/core/sha256.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mastra::model {
namespace {

using ::testing::HasSubstr;

std::string refusal_of(entity_definition definition) {
    try {
        entity refused(std::move(definition));
    } catch (const exception& e) {
        EXPECT_TRUE(e.error().is(model_errc::invalid_definition));
        return e.error().message();
    }
    return "accepted";
}

TEST(entity_definition, that_contradicts_itself_is_refused_with_the_reason) {
    auto d = test::note_definition();
    d.name = "";
    EXPECT_THAT(refusal_of(d), HasSubstr("must not be empty"));
    d = test::note_definition();
    d.access_patterns.clear();
    EXPECT_THAT(refusal_of(d), HasSubstr("the table's own key"));
    d = test::note_definition();
    d.attributes.push_back({.name = "id"});
    EXPECT_THAT(refusal_of(d), HasSubstr("'id' is declared twice"));
    d = test::note_definition();
    d.attributes.push_back({.name = "gsi1sk"});
    EXPECT_THAT(refusal_of(d), HasSubstr("'gsi1sk' has the name of a key or marker"));
    d = test::note_definition();
    d.attributes.push_back({.name = "n", .type = attribute_type::number, .default_value = "text"});
    EXPECT_THAT(refusal_of(d), HasSubstr("the default of 'n'"));
    d = test::note_definition();
    d.access_patterns[1].partition_key.composites.emplace_back("nothing");
    EXPECT_THAT(refusal_of(d), HasSubstr("'nothing' of access pattern 'byOwner'"));
    d = test::note_definition();
    d.access_patterns[1].sort_key.composites.emplace_back("body");
    EXPECT_THAT(refusal_of(d), HasSubstr("'body' of access pattern 'byOwner'"));
    d = test::note_definition();
    d.access_patterns[1].sort_key.field = "sk";
    EXPECT_THAT(refusal_of(d), HasSubstr("used twice"));
    d = test::note_definition();
    d.access_patterns[1].sort_key.field = "";
    EXPECT_THAT(refusal_of(d), HasSubstr("two key fields"));
}

TEST(entity, finds_its_attributes_and_patterns_by_name) {
    const auto e = test::note();
    EXPECT_EQ(e.find_pattern("byOwner")->index_name, "gsi1");
    EXPECT_EQ(e.find_pattern("nothing"), nullptr);
    EXPECT_EQ(e.find_attribute("kind")->default_value, attribute_value("text"));
    EXPECT_EQ(e.find_attribute("nothing"), nullptr);
}

TEST(entity_key, is_electrodb_s_shared_key_by_default) {
    EXPECT_EQ(*test::note().key({{"id", "Note-1"}}),
              (attribute_map{{"pk", "$shop#entity_note#id_note-1"}, {"sk", "$note_1#entity_note"}}));
    EXPECT_EQ(*test::step().key({{"flow", "F"}, {"run", "R"}}),
              (attribute_map{{"pk", "$shop#entity_step#flow_f"}, {"sk", "$step_2#run_r"}}));
}

TEST(entity_key, needs_every_primary_composite) {
    EXPECT_TRUE(test::step().key({{"flow", "F"}}).error().is(model_errc::missing_composite));
    EXPECT_TRUE(test::step().key({{"run", "R"}}).error().is(model_errc::missing_composite));
}

TEST(entity_key, in_exact_form_adds_a_hash_of_the_key_as_given) {
    const auto key = *test::note().key({{"id", "Note-1"}}, key_form::exact);
    const std::string raw = "$shop#entity_note#id_Note-1";
    const std::string hash = sha256_hex(std::to_string(raw.size()) + ":" + raw + "$note_1#entity_note").substr(0, 32);
    EXPECT_EQ(*key.find_string("pk"), "$shop#entity_note#id_note-1#ID_" + hash);
    EXPECT_EQ(*key.find_string("sk"), "$note_1#entity_note");
}

TEST(entity_key, in_exact_form_tells_ids_apart_that_share_the_shared_key) {
    const auto e = test::step();
    const auto exact = [&](const char* flow, const char* run) {
        return *e.key({{"flow", flow}, {"run", run}}, key_form::exact);
    };
    EXPECT_NE(exact("a", "R"), exact("A", "R"));
    EXPECT_NE(exact("a", "r"), exact("a", "R"));
    // Where one half ends and the other begins is part of what is hashed.
    EXPECT_NE(exact("a$step_2#run_b", "c"), exact("a", "b$step_2#run_c"));
}

// Items that share a partition are listed by querying it: the second place must be in it too.
TEST(entity_key, in_exact_form_stays_in_a_partition_of_many_items) {
    const auto e = test::step();
    const auto exact = *e.key({{"flow", "A"}, {"run", "R"}}, key_form::exact);
    const std::string raw = "$shop#entity_step#flow_A";
    const std::string hash = sha256_hex(std::to_string(raw.size()) + ":" + raw + "$step_2#run_R").substr(0, 32);
    EXPECT_EQ(exact, (attribute_map{{"pk", "$shop#entity_step#flow_a"}, {"sk", "$step_2#run_r#ID_" + hash}}));
}

TEST(entity_key, in_exact_form_keeps_the_limit) {
    const std::string id(2020, 'x');
    EXPECT_TRUE(test::note().key({{"id", id}}).has_value());
    EXPECT_TRUE(test::note().key({{"id", id}}, key_form::exact).error().is(model_errc::key_too_long));
}

TEST(entity, says_which_ids_never_leave_the_shared_key) {
    const auto e = test::note();
    EXPECT_TRUE(e.is_canonical({{"id", "note-1"}}));
    EXPECT_TRUE(e.is_canonical({{"id", ""}}));
    EXPECT_TRUE(e.is_canonical({{"id", "日本-ä"}}));
    EXPECT_FALSE(e.is_canonical({{"id", "Note-1"}}));
    EXPECT_FALSE(e.is_canonical({{"id", "Ä"}}));
    EXPECT_FALSE(e.is_canonical({}));
    EXPECT_FALSE(test::step().is_canonical({{"flow", "f"}, {"run", "R"}}));
}

TEST(entity, owns_items_with_its_markers_only) {
    const auto e = test::note();
    EXPECT_TRUE(e.owns({{"__edb_e__", "note"}, {"__edb_v__", "1"}}));
    EXPECT_FALSE(e.owns({{"__edb_e__", "note"}, {"__edb_v__", "2"}}));
    EXPECT_FALSE(e.owns({{"__edb_e__", "step"}, {"__edb_v__", "1"}}));
    EXPECT_FALSE(e.owns({{"__edb_e__", "note"}, {"__edb_v__", 1}}));
    EXPECT_FALSE(e.owns({}));
}

TEST(entity, compares_identities_byte_for_byte) {
    const auto e = test::step();
    const attribute_map asked{{"flow", "F"}, {"run", "R"}};
    EXPECT_TRUE(e.same_identity({{"flow", "F"}, {"run", "R"}, {"at", 1}}, asked));
    EXPECT_FALSE(e.same_identity({{"flow", "f"}, {"run", "R"}}, asked));
    EXPECT_FALSE(e.same_identity({{"flow", "F"}}, asked));
    EXPECT_FALSE(e.same_identity({{"flow", "F"}, {"run", "R"}}, {{"flow", "F"}}));
}

// Kinds of our own need no second place: no two ids share a key.
TEST(entity_key, an_entity_that_keeps_the_case_has_one_key_for_each_id) {
    entity_definition definition = test::step().definition();
    definition.keeps_case = true;
    const entity e(definition);
    const auto upper = e.key({{"flow", "F"}, {"run", "R"}}).value();
    EXPECT_EQ(*upper.find_string("pk"), "$shop#entity_step#flow_F");
    EXPECT_EQ(*upper.find_string("sk"), "$step_2#run_R");
    EXPECT_FALSE(upper == e.key({{"flow", "f"}, {"run", "R"}}).value());
    EXPECT_TRUE(e.is_canonical({{"flow", "F"}, {"run", "Ä"}}));
}

TEST(entity_item, has_defaults_markers_and_all_keys) {
    auto wanted = test::a_note();
    wanted.set("entity", "note");
    wanted.set("kind", "text");
    wanted.set("__edb_e__", "note");
    wanted.set("__edb_v__", "1");
    wanted.set("pk", "$shop#entity_note#id_note-1");
    wanted.set("sk", "$note_1#entity_note");
    wanted.set("gsi1pk", "$shop#entity_note#ownerid_ann");
    wanted.set("gsi1sk", "$note_1#createdat_2024-01-02t03:04:05.678z");
    EXPECT_EQ(*test::note().to_item(test::a_note()), wanted);
}

TEST(entity_item, in_exact_form_differs_in_the_partition_key_only) {
    auto shared = *test::note().to_item(test::a_note());
    const auto exact = *test::note().to_item(test::a_note(), key_form::exact);
    EXPECT_NE(shared, exact);
    shared.set("pk", *exact.find("pk"));
    EXPECT_EQ(shared, exact);
}

TEST(entity_item, keeps_attributes_that_the_definition_does_not_know) {
    auto attributes = test::a_note();
    attributes.set("ours", attribute_list{1});
    EXPECT_EQ(*test::note().to_item(attributes)->find("ours"), attribute_value(attribute_list{1}));
}

TEST(entity_item, without_a_required_attribute_is_refused_by_name) {
    auto attributes = test::a_note();
    attributes.erase("createdAt");
    const auto item = test::note().to_item(attributes);
    EXPECT_TRUE(item.error().is(model_errc::missing_attribute));
    EXPECT_THAT(item.error().message(), HasSubstr("attribute 'createdAt' of entity 'note'"));
}

TEST(entity_item, with_a_value_of_another_type_is_refused_by_name) {
    auto attributes = test::a_note();
    attributes.set("views", "many");
    const auto item = test::note().to_item(attributes);
    EXPECT_TRUE(item.error().is(model_errc::invalid_attribute));
    EXPECT_THAT(item.error().message(),
                HasSubstr("attribute 'views' of entity 'note' has type S and must have type N"));
}

TEST(entity_item, takes_a_value_of_any_type_where_the_definition_says_so) {
    for (const attribute_value& value : {attribute_value(1), attribute_value(null_value()), attribute_value("x")}) {
        auto attributes = test::a_note();
        attributes.set("extra", value);
        EXPECT_TRUE(test::note().to_item(attributes).has_value());
    }
}

TEST(entity_item, refuses_attributes_that_would_overwrite_keys_or_markers) {
    for (const char* name : {"pk", "gsi1sk", "__edb_e__"}) {
        auto attributes = test::a_note();
        attributes.set(name, "x");
        EXPECT_TRUE(test::note().to_item(attributes).error().is(model_errc::invalid_attribute)) << name;
    }
}

TEST(entity_item, leaves_out_an_index_of_which_nothing_is_given) {
    const auto item = *test::step().to_item({{"flow", "f"}, {"run", "r"}, {"at", 1}});
    EXPECT_FALSE(item.contains("gsi1pk"));
    EXPECT_FALSE(item.contains("gsi1sk"));
    EXPECT_TRUE(item.contains("gsi2pk"));
}

TEST(entity_item, refuses_an_index_of_which_only_a_part_is_given) {
    attribute_map attributes{{"flow", "f"}, {"run", "r"}, {"trace", "t"}};
    EXPECT_TRUE(test::step().to_item(attributes).error().is(model_errc::missing_composite));
    attributes.set("span", "s");
    EXPECT_TRUE(test::step().to_item(attributes).error().is(model_errc::missing_composite));
    attributes.set("at", 1);
    attributes.set("part", 2);
    EXPECT_EQ(*test::step().to_item(attributes)->find_string("gsi1sk"), "$step_2#at_1#part_2");
}

TEST(entity_item, gives_its_attributes_back_without_keys_and_markers) {
    auto wanted = test::a_note();
    wanted.set("entity", "note");
    wanted.set("kind", "text");
    EXPECT_EQ(test::note().to_attributes(*test::note().to_item(test::a_note())), wanted);
}

}  // namespace
}  // namespace mastra::model
