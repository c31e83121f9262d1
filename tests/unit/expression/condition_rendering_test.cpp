// The text of conditions, golden. DynamoDB's acceptance of it is proven by the conformance tests.
#include "mastra/expression/render.hpp"

#include <gtest/gtest.h>

namespace mastra::expression {
namespace {

std::string text_of(const condition& c) {
    substitutions into;
    return render(c, into);
}

TEST(condition_rendering, an_empty_condition_renders_to_nothing) {
    EXPECT_EQ(text_of(condition()), "");
    EXPECT_TRUE(condition().empty());
}

TEST(condition_rendering, every_comparator_has_its_sign) {
    const auto a = attr("a");
    EXPECT_EQ(text_of(a == 1), "#0 = :0");
    EXPECT_EQ(text_of(a != 1), "#0 <> :0");
    EXPECT_EQ(text_of(a < 1), "#0 < :0");
    EXPECT_EQ(text_of(a <= 1), "#0 <= :0");
    EXPECT_EQ(text_of(a > 1), "#0 > :0");
    EXPECT_EQ(text_of(a >= 1), "#0 >= :0");
}

TEST(condition_rendering, functions_between_and_in_have_dynamodb_s_form) {
    const auto a = attr("a");
    EXPECT_EQ(text_of(a.exists()), "attribute_exists(#0)");
    EXPECT_EQ(text_of(a.not_exists()), "attribute_not_exists(#0)");
    EXPECT_EQ(text_of(a.begins_with("x")), "begins_with(#0, :0)");
    EXPECT_EQ(text_of(a.contains("x")), "contains(#0, :0)");
    EXPECT_EQ(text_of(a.has_type("S")), "attribute_type(#0, :0)");
    EXPECT_EQ(text_of(a.between(1, 2)), "#0 BETWEEN :0 AND :1");
    EXPECT_EQ(text_of(a.in({1, 2, 3})), "#0 IN (:0, :1, :2)");
}

TEST(condition_rendering, size_compares_as_an_operand) {
    EXPECT_EQ(text_of(condition(comparison{attr("a").size(), comparator::greater, attribute_value(3)})),
              "size(#0) > :0");
}

TEST(condition_rendering, two_attributes_can_be_compared) {
    EXPECT_EQ(text_of(condition(comparison{attr("a").location(), comparator::less, attr("b").location()})), "#0 < #1");
}

TEST(condition_rendering, document_paths_have_dots_and_brackets) {
    EXPECT_EQ(text_of(attr("content")["parts"][std::size_t{0}]["a.b"] == "x"), "#0.#1[0].#2 = :0");
}

TEST(condition_rendering, a_chain_of_the_same_operator_is_flat) {
    const auto a = attr("a");
    EXPECT_EQ(text_of(a == 1 && a == 2 && a == 3), "#0 = :0 AND #0 = :1 AND #0 = :2");
    EXPECT_EQ(text_of(a == 1 || a == 2 || a == 3), "#0 = :0 OR #0 = :1 OR #0 = :2");
    EXPECT_EQ(text_of(a == 1 && (a == 2 && a == 3)), "#0 = :0 AND #0 = :1 AND #0 = :2");
}

TEST(condition_rendering, only_a_looser_operand_gets_parentheses) {
    const auto a = attr("a");
    EXPECT_EQ(text_of((a == 1 || a == 2) && a == 3), "(#0 = :0 OR #0 = :1) AND #0 = :2");
    EXPECT_EQ(text_of((a == 1 && a == 2) || a == 3), "#0 = :0 AND #0 = :1 OR #0 = :2");
    EXPECT_EQ(text_of(a == 1 && (a == 2 || (a == 3 && a == 4))), "#0 = :0 AND (#0 = :1 OR #0 = :2 AND #0 = :3)");
}

TEST(condition_rendering, a_negation_encloses_what_it_negates) {
    const auto a = attr("a");
    EXPECT_EQ(text_of(!(a == 1)), "NOT (#0 = :0)");
    EXPECT_EQ(text_of(!(a == 1 || a == 2)), "NOT (#0 = :0 OR #0 = :1)");
    EXPECT_EQ(text_of(!!(a == 1)), "NOT (NOT (#0 = :0))");
    EXPECT_EQ(text_of(!(a == 1) && a == 2), "NOT (#0 = :0) AND #0 = :1");
}

TEST(condition_rendering, empty_sides_drop_out) {
    const auto a = attr("a");
    EXPECT_EQ(text_of(condition() && a == 1), "#0 = :0");
    EXPECT_EQ(text_of(a == 1 || condition()), "#0 = :0");
    EXPECT_EQ(text_of(!condition()), "");
}

TEST(condition_rendering, empty_parts_of_a_hand_built_tree_drop_out_too) {
    const auto a = attr("a");
    const condition only(conjunction{{condition(), a == 1 || a == 2, condition()}});
    EXPECT_EQ(text_of(only), "#0 = :0 OR #0 = :1");
    EXPECT_EQ(text_of(condition(conjunction{{only, a == 3}})), "(#0 = :0 OR #0 = :1) AND #0 = :2");
    EXPECT_EQ(text_of(condition(disjunction{})), "");
    EXPECT_EQ(text_of(condition(negation{std::make_shared<const condition>(disjunction{})})), "");
}

TEST(substitutions, equal_names_and_equal_values_share_a_placeholder) {
    substitutions into;
    EXPECT_EQ(render(attr("a") == "x" && attr("b") == "x" && attr("a") == "y", into),
              "#0 = :0 AND #1 = :0 AND #0 = :1");
    auto values_from = into;
    EXPECT_EQ(std::move(into).names(), (std::vector<std::pair<std::string, std::string>>{{"#0", "a"}, {"#1", "b"}}));
    EXPECT_EQ(std::move(values_from).values(), (attribute_map{{":0", "x"}, {":1", "y"}}));
}

TEST(substitutions, values_of_different_types_never_share_a_placeholder) {
    substitutions into;
    EXPECT_EQ(into.value("1"), 0U);
    EXPECT_EQ(into.value(1), 1U);
    EXPECT_EQ(into.value(true), 2U);
    EXPECT_EQ(into.value(binary{"1"}), 3U);
    EXPECT_EQ(into.value(null_value()), 4U);
    EXPECT_EQ(into.value(1), 1U);
}

TEST(substitutions, any_number_of_values_is_found_by_placeholder) {
    constexpr int count = 123;
    substitutions into;
    attribute_map::storage wanted;
    for (int i = 0; i < count; ++i) {
        EXPECT_EQ(into.value("value " + std::to_string(i)), static_cast<std::size_t>(i));
        wanted.push_back({":" + std::to_string(i), "value " + std::to_string(i)});
    }
    EXPECT_EQ(std::move(into).values(), attribute_map::from_entries(std::move(wanted)));
}

TEST(substitutions, reserved_words_and_odd_names_are_always_substituted) {
    substitutions into;
    EXPECT_EQ(render(attr("size") == 1 && attr("a b.c#\u00e4") == 1, into), "#0 = :0 AND #1 = :0");
}

}  // namespace
}  // namespace mastra::expression
