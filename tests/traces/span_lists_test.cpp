// The lists of traces and branches: one test for each access pattern of docs/formats/spans.md.
#include "traces/spans_fixture.hpp"

#include <fmt/format.h>

#include <set>

namespace mastra::test {
namespace {

using stores::span;
using stores::span_query;
using stores::span_sort_field;

// Twelve traces, a second apart, each a root and a tool call; t03 and t07 failed, t11 still runs.
class span_lists_test : public spans_test {
protected:
    void SetUp() override {
        std::vector<span> all;
        for (int i = 0; i < 12; ++i) {
            const std::string trace = fmt::format("t{:02}", i);
            span root = a_span(trace, fmt::format("root{:02}", i), i);
            root.entity_id = i % 2 == 0 ? "agent-a" : "agent-b";
            root.thread_id = i % 3 == 0 ? "thread-1" : "thread-2";
            root.metadata = json(fmt::format(R"({{"n":{},"deep":{{"x":[1,{}]}}}})", i, i % 2));
            root.tags = json(i % 4 == 0 ? R"(["four","all"])" : R"(["all"])");
            if (i != 11) {
                root.ended_at = at((i == 5 ? 100 : i) * 1000 + 500);
            }
            if (i == 3) {
                root.error = json(R"({"message":"failed"})");
            }
            span call = a_span(trace, fmt::format("call{:02}", i), i, root.span_id);
            call.span_type = "tool_call";
            call.entity_id = "tool";
            call.started_at += 100ms;
            call.ended_at = call.started_at;
            if (i == 7) {
                call.error = json("\"failed\"");
            }
            span step = a_span(trace, fmt::format("step{:02}", i), i, call.span_id);
            all.insert(all.end(), {root, call, step});
        }
        create(std::move(all));
    }
    static span_query page(std::int64_t number, std::int64_t size) {
        span_query query;
        query.paging = {number, size};
        return query;
    }
};

TEST_F(span_lists_test, newest_traces_first_page_by_page) {
    const auto first = ok(spans.list_traces(page(0, 5)));
    EXPECT_EQ(names_of(first.records), "root11 root10 root09 root08 root07");
    EXPECT_EQ(first.total, 12);
    EXPECT_TRUE(first.has_more);
    const auto last = ok(spans.list_traces(page(2, 5)));
    EXPECT_EQ(names_of(last.records), "root01 root00");
    EXPECT_FALSE(last.has_more);
    EXPECT_EQ(ok(spans.list_traces(page(0, 0))).total, 12);
    EXPECT_EQ(names_of(ok(spans.list_traces(page(9, 5))).records), "");
}

TEST_F(span_lists_test, oldest_traces_first) {
    span_query query = page(0, 3);
    query.order.direction = stores::sort_direction::ascending;
    EXPECT_EQ(traces(query), "root00 root01 root02");
}

TEST_F(span_lists_test, without_the_total_only_what_the_page_needs_is_read) {
    span_query query = page(1, 5);
    query.include_total = false;
    const auto read = ok(spans.list_traces(query));
    EXPECT_EQ(names_of(read.records), "root06 root05 root04 root03 root02");
    EXPECT_EQ(read.total, 10);
    EXPECT_TRUE(read.has_more);
    query.paging.page = 2;
    EXPECT_FALSE(ok(spans.list_traces(query)).has_more);
}

TEST_F(span_lists_test, traces_of_a_time_with_ends_in_or_out) {
    span_query query;
    query.filter.started.start = at(3000);
    query.filter.started.end = at(6000);
    EXPECT_EQ(traces(query), "root06 root05 root04 root03");
    query.filter.started.start_exclusive = true;
    query.filter.started.end_exclusive = true;
    EXPECT_EQ(traces(query), "root05 root04");
    query.filter.started.end = at(3000);
    EXPECT_EQ(traces(query), "");
}

TEST_F(span_lists_test, traces_of_an_entity) {
    span_query query;
    query.filter.entity_id = "agent-a";
    EXPECT_EQ(traces(query), "root10 root08 root06 root04 root02 root00");
    query.filter.entity_id = "tool";
    EXPECT_EQ(traces(query), "");
    EXPECT_EQ(ok(spans.list_branches(query)).total, 12);
    query.filter.entity_id = "Agent-A";
    EXPECT_EQ(traces(query), "");
}

TEST_F(span_lists_test, traces_of_a_thread) {
    span_query query;
    query.filter.thread_id = "thread-1";
    EXPECT_EQ(traces(query), "root09 root06 root03 root00");
    query.filter.entity_id = "agent-b";
    EXPECT_EQ(traces(query), "root09 root03");
}

TEST_F(span_lists_test, traces_by_status) {
    span_query query;
    query.filter.status = stores::span_status::error;
    EXPECT_EQ(traces(query), "root03");
    query.filter.status = stores::span_status::running;
    EXPECT_EQ(traces(query), "root11");
    query.filter.status = stores::span_status::success;
    EXPECT_EQ(ok(spans.list_traces(query)).total, 10);
}

TEST_F(span_lists_test, traces_with_an_error_anywhere) {
    span_query query;
    query.filter.has_child_error = true;
    EXPECT_EQ(traces(query), "root07 root03");
    query.filter.has_child_error = false;
    EXPECT_EQ(ok(spans.list_traces(query)).total, 10);
    update("t07", "call07", R"({"error":null})");
    query.filter.has_child_error = true;
    EXPECT_EQ(traces(query), "root03");
}

TEST_F(span_lists_test, traces_by_their_end_have_running_ones_first_or_last) {
    span_query query = page(0, 3);
    query.order.field = span_sort_field::ended_at;
    EXPECT_EQ(traces(query), "root11 root05 root10");
    query.order.direction = stores::sort_direction::ascending;
    EXPECT_EQ(traces(query), "root00 root01 root02");
    query.paging = {3, 3};
    EXPECT_EQ(traces(query), "root10 root05 root11");
}

TEST_F(span_lists_test, traces_that_ended_in_a_time) {
    span_query query;
    query.filter.ended.start = at(9500);
    EXPECT_EQ(traces(query), "root10 root09 root05");
    query.filter.ended.start_exclusive = true;
    query.filter.ended.end = at(50'000);
    EXPECT_EQ(traces(query), "root10");
}

TEST_F(span_lists_test, traces_by_metadata_scope_and_tags) {
    span_query query;
    query.filter.metadata = {{"deep", json(R"({"x":[1,1]})")}};
    EXPECT_EQ(ok(spans.list_traces(query)).total, 6);
    query.filter.metadata.push_back({"n", json("5")});
    EXPECT_EQ(traces(query), "root05");
    query.filter.scope = {{"any", json("1")}};
    EXPECT_EQ(traces(query), "");
    span_query tagged;
    tagged.filter.tags = {"all", "four"};
    EXPECT_EQ(traces(tagged), "root08 root04 root00");
}

TEST_F(span_lists_test, one_trace_by_its_id) {
    span_query query;
    query.filter.trace_id = "t04";
    EXPECT_EQ(traces(query), "root04");
    EXPECT_EQ(branches(query), "call04 root04");
    query.filter.status = stores::span_status::error;
    EXPECT_EQ(traces(query), "");
}

TEST_F(span_lists_test, branches_are_runs_and_calls_at_any_depth) {
    const auto first = ok(spans.list_branches(page(0, 4)));
    EXPECT_EQ(names_of(first.records), "call11 root11 call10 root10");
    EXPECT_EQ(first.total, 24);
    span_query query;
    query.filter.span_type = "tool_call";
    EXPECT_EQ(ok(spans.list_branches(query)).total, 12);
    query.filter.span_type = "model_step";
    EXPECT_EQ(branches(query), "");
}

TEST_F(span_lists_test, bad_pages_are_refused) {
    EXPECT_TRUE(run(spans.list_traces(page(-1, 5))).error().is(store_errc::invalid_page));
    EXPECT_TRUE(run(spans.list_branches(page(0, -5))).error().is(store_errc::invalid_page));
}

// Traces of one millisecond have an order too, and pages over them neither overlap nor leave gaps.
TEST_F(span_lists_test, traces_of_one_millisecond_are_ordered_by_id) {
    std::vector<span> all;
    for (int i = 0; i < 30; ++i) {
        all.push_back(a_span(fmt::format("u{:02}", i), fmt::format("u{:02}", i), 100));
    }
    create(all);
    std::string names;
    for (int i = 0; i < 6; ++i) {
        names += traces(page(i, 5)) + " ";
    }
    EXPECT_TRUE(names.starts_with("u29 u28 u27")) << names;
    EXPECT_TRUE(names.ends_with("u02 u01 u00 ")) << names;
    EXPECT_EQ(names.size(), 30U * 4);
}

// No partition takes all writes: every list of many traces is spread over eight.
TEST_F(span_lists_test, writes_are_spread_over_the_shards) {
    std::vector<span> all;
    for (int i = 0; i < 400; ++i) {
        span root = a_span(fmt::format("spread-{}", i), "s", i);
        root.entity_id = "hot";
        root.error = json("1");
        all.push_back(root);
    }
    create(all);
    for (const char* field : {"gsi1pk", "gsi3pk", "gsi5pk"}) {
        std::map<std::string, int> counts;
        for (const auto& item : raw_items("$mastra#traceid_spread-")) {
            ++counts[*item.find_string(field)];
        }
        EXPECT_EQ(counts.size(), 8U) << field;
        for (const auto& [partition, count] : counts) {
            EXPECT_LT(count, 90) << partition;  // 50 would be even
        }
    }
}

TEST_F(span_lists_test, spans_that_no_list_shows_are_in_no_index) {
    for (const auto& item : raw_items("$mastra#traceid_t")) {
        const bool is_step = item.find_string("spanId")->starts_with("step");
        EXPECT_EQ(item.contains("gsi1pk") || item.contains("gsi2pk") || item.contains("gsi3pk"), !is_step);
    }
}

}  // namespace
}  // namespace mastra::test
