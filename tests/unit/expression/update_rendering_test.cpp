// The text of updates and projections, golden.
#include "mastra/expression/render.hpp"

#include <gtest/gtest.h>

namespace mastra::expression {
namespace {

std::string text_of(const update& u) {
    substitutions into;
    return render(u, into);
}

TEST(update_rendering, an_empty_update_renders_to_nothing) {
    EXPECT_EQ(text_of(update()), "");
    EXPECT_TRUE(update().empty());
}

TEST(update_rendering, every_action_has_dynamodb_s_form) {
    EXPECT_EQ(text_of(update().set("a", 1)), "SET #0 = :0");
    EXPECT_EQ(text_of(update().set_if_not_exists("a", 1)), "SET #0 = if_not_exists(#0, :0)");
    EXPECT_EQ(text_of(update().increment("a", 5)), "SET #0 = if_not_exists(#0, :0) + :1");
    EXPECT_EQ(text_of(update().append("a", {1, 2})), "SET #0 = list_append(#0, :0)");
    EXPECT_EQ(text_of(update().remove("a")), "REMOVE #0");
    EXPECT_EQ(text_of(update().add("a", 1)), "ADD #0 :0");
    EXPECT_EQ(text_of(update().erase_from_set("a", make_set(std::vector<std::string>{"x"}))), "DELETE #0 :0");
}

TEST(update_rendering, each_clause_appears_once_in_a_fixed_order) {
    EXPECT_EQ(text_of(update().remove("a").set("b", 1).add("c", 1).set("d", 2).remove("e")),
              "SET #0 = :0, #1 = :1 REMOVE #2, #3 ADD #4 :0");
}

TEST(update_rendering, a_nested_target_keeps_its_path) {
    EXPECT_EQ(text_of(update().action(set_value{attr("m")["k"].location(), 1})), "SET #0.#1 = :0");
}

TEST(projection_rendering, a_name_given_twice_appears_once) {
    substitutions into;
    EXPECT_EQ(render_projection({"a", "b", "a"}, into), "#0, #1");
    EXPECT_EQ(std::move(into).names().size(), 2U);
}

TEST(projection_rendering, no_names_render_to_nothing) {
    substitutions into;
    EXPECT_EQ(render_projection({}, into), "");
}

}  // namespace
}  // namespace mastra::expression
