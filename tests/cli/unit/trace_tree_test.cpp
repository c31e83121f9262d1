#include "cli/trace_tree.hpp"

#include <gtest/gtest.h>

namespace mastra::cli {
namespace {

trace_node node(std::string id, std::string parent, double start, std::optional<double> end = {}) {
    trace_node value;
    value.label = id;
    value.id = std::move(id);
    if (!parent.empty()) {
        value.parent_id = std::move(parent);
    }
    value.status = "ok";
    value.start = start;
    value.end = end;
    return value;
}

TEST(trace_tree, shows_spans_below_their_parents_in_order_of_time) {
    EXPECT_EQ(tree_text({node("c", "b", 2'000'000), node("root", "", 1'000'000, 5'000'000),
                         node("d", "root", 3'000'000), node("b", "root", 1'000'500, 2'500'000)},
                        80),
              "START    DURATION  STATUS  SPAN\n"
              "+0 us    4 s       ok      root\n"
              "+500 us  1.5 s     ok      ├─ b\n"
              "+1 s     -         ok      │  └─ c\n"
              "+2 s     -         ok      └─ d\n");
}

// A stored trace may be cut short or wrong: nothing is hidden, and nothing is drawn twice.
TEST(trace_tree, shows_orphans_and_rings_once) {
    EXPECT_EQ(tree_text({node("orphan", "gone", 5), node("x", "y", 1), node("y", "x", 2), node("self", "self", 3)}, 80),
              "START  DURATION  STATUS  SPAN\n"
              "+4 us  -         ok      orphan\n"
              "+0 us  -         ok      x\n"
              "+1 us  -         ok      └─ y\n"
              "+2 us  -         ok      self\n");
}

TEST(trace_tree, tells_durations_in_fitting_units) {
    EXPECT_EQ(duration_text(0), "0 us");
    EXPECT_EQ(duration_text(850), "850 us");
    EXPECT_EQ(duration_text(12'300), "12.3 ms");
    EXPECT_EQ(duration_text(4'560'000), "4.56 s");
    EXPECT_EQ(duration_text(187e6), "3 min 07 s");
}

TEST(trace_tree, takes_legacy_times_as_microseconds_or_milliseconds) {
    stores::legacy_span micro;
    micro.start_time = number::parse("1700000000123456").value();
    micro.status = json_text::trusted(R"({"code":2})");
    stores::legacy_span milli;
    milli.start_time = number::parse("1700000000123").value();
    const auto nodes = nodes_of(std::vector<stores::legacy_span>{micro, milli});
    EXPECT_EQ(nodes[0].start, 1700000000123456.0);
    EXPECT_EQ(nodes[0].status, "error");
    EXPECT_EQ(nodes[1].start, 1700000000123000.0);
    EXPECT_EQ(nodes[1].status, "unset");
}

}  // namespace
}  // namespace mastra::cli
