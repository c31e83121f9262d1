#include "stores/table_walk.hpp"

#include <gtest/gtest.h>

namespace mastra::stores {
namespace {

using namespace std::chrono_literals;

TEST(pacer, spreads_work_over_time_and_makes_nothing_up) {
    pacer pace(10);
    const pacer::time_point start{};
    EXPECT_EQ(pace.pause_after(5, start), 500ms);
    EXPECT_EQ(pace.pause_after(5, start + 500ms), 500ms);
    // Late: the time in which nothing was done is not made up for.
    EXPECT_EQ(pace.pause_after(1, start + 10s), 100ms);
    // Two at once wait one after the other.
    EXPECT_EQ(pace.pause_after(1, start + 10s), 200ms);
}

TEST(pacer, without_a_limit_nothing_waits) {
    EXPECT_EQ(pacer(0).pause_after(1e9, {}), 0ms);
}

TEST(walk_state, reads_back_what_it_wrote) {
    const attribute_map position{{"pk", "a\"ä"}, {"sk", ""}};
    json_object state = make_state("prune", "memory", position);
    state.set("more", json_text::trusted("42"));
    const auto parsed = parse_state(state.to_text().text(), "prune", "memory");
    ASSERT_TRUE(parsed.has_value());
    EXPECT_EQ(position_of(*parsed).value(), position);
    EXPECT_EQ(number_of(*parsed, "more").value(), 42);
    EXPECT_TRUE(number_of(*parsed, "less").has_error());
    EXPECT_EQ(position_of(make_state("prune", "memory", {})).value(), std::nullopt);
}

TEST(walk_state, refuses_what_belongs_elsewhere) {
    const std::string text = make_state("prune", "memory", {}).to_text().text();
    EXPECT_TRUE(parse_state(text, "verify", "memory").has_error());
    EXPECT_TRUE(parse_state(text, "prune", "other").has_error());
    for (const char* bad : {"", "[]", "{}", R"({"version":"1"})", R"({"version":2,"job":"prune","table":"memory"})"}) {
        EXPECT_TRUE(parse_state(bad, "prune", "memory").error().is(model_errc::invalid_cursor)) << bad;
    }
    const auto odd = parse_state(R"({"version":1,"job":"prune","table":"memory","next":{"pk":1}})", "prune", "memory");
    EXPECT_TRUE(position_of(*odd).has_error());
}

}  // namespace
}  // namespace mastra::stores
