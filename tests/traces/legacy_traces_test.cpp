// Legacy traces: the layout `trace` of contract section 4, with an order that the index does not have.
#include "mastra/stores/traces_store.hpp"
#include "stores/memory_fixture.hpp"

#include <fmt/format.h>

namespace mastra::test {
namespace {

using stores::legacy_span;
using stores::legacy_span_query;

class legacy_traces_test : public memory_test {
protected:
    [[nodiscard]] stores::traces_store handle(stores::store_config config) const {
        return {make_client(test_endpoint()), std::move(config)};
    }
    static legacy_span a_span(std::string id, std::string_view start, std::string name = "agent") {
        legacy_span value;
        value.id = std::move(id);
        value.name = std::move(name);
        value.trace_id = "trace-1";
        value.scope = "scope";
        value.start_time = number::parse(start).value();
        value.end_time = value.start_time;
        value.created_at = at(0);
        return value;
    }
    void insert(std::vector<legacy_span> values) { ok(traces.batch_insert(std::move(values))); }
    std::string list(legacy_span_query query) {
        std::string ids;
        for (const auto& value : ok(traces.list(std::move(query))).records) {
            ids += (ids.empty() ? "" : " ") + value.id;
        }
        return ids;
    }
    static legacy_span_query by_name(std::string name = "agent") {
        legacy_span_query query;
        query.name = std::move(name);
        return query;
    }

    stores::traces_store traces = handle(config());
};

TEST_F(legacy_traces_test, every_field_round_trips) {
    legacy_span full = a_span("full", "1700000000123456");
    full.parent_span_id = "parent";
    full.kind = 3;
    full.attributes = json(R"({"a":[1,{"b":null}]})");
    full.status = json(R"({"code":1})");
    full.events = json("[]");
    full.links = json(R"([{"x":1}])");
    full.other = "text";
    full.end_time = number::parse("1700000000123456.5").value();
    const legacy_span bare = a_span("bare", "5");
    insert({full, bare});
    const auto page = ok(traces.list(by_name()));
    ASSERT_EQ(page.records.size(), 2U);
    full.updated_at = page.records[0].updated_at;
    EXPECT_EQ(page.records[0], full);
    EXPECT_EQ(page.records[1].id, "bare");
    EXPECT_FALSE(page.records[1].attributes || page.records[1].parent_span_id);
}

// Text order would be 9, 5, 10000000000000000000000, 12.5, 12.25, 12, 100, 10, 1e-7, 0, -3, -20.
TEST_F(legacy_traces_test, newest_first_is_by_value_whatever_the_numbers_look_like) {
    std::vector<legacy_span> all;
    for (const char* start : {"5", "12.5", "100", "-20", "9", "10", "0", "12", "1e22", "-3", "12.25", "1e-7"}) {
        all.push_back(a_span(start, start));
    }
    insert(all);
    EXPECT_EQ(list(by_name()), "1e22 100 12.5 12.25 12 10 9 5 1e-7 0 -3 -20");
    legacy_span_query page = by_name();
    page.paging = {1, 5};
    EXPECT_EQ(list(page), "10 9 5 1e-7 0");
    EXPECT_EQ(ok(traces.list(page)).total, 12);
    EXPECT_TRUE(ok(traces.list(page)).has_more);
}

TEST_F(legacy_traces_test, ranges_of_the_start_are_by_value) {
    std::vector<legacy_span> all;
    for (const char* start : {"5", "9", "10", "12.5", "50", "99", "100", "512", "-7"}) {
        all.push_back(a_span(start, start));
    }
    insert(all);
    const auto between = [&](std::optional<int> from, std::optional<int> to) {
        legacy_span_query query = by_name();
        query.started.from = from ? std::optional<number>(*from) : std::nullopt;
        query.started.to = to ? std::optional<number>(*to) : std::nullopt;
        return list(query);
    };
    EXPECT_EQ(between(10, 99), "99 50 12.5 10");
    EXPECT_EQ(between(9, 100), "100 99 50 12.5 10 9");
    EXPECT_EQ(between(100, {}), "512 100");
    EXPECT_EQ(between({}, 9), "9 5 -7");
    EXPECT_EQ(between(50, 10), "");
}

TEST_F(legacy_traces_test, lists_are_by_name_scope_trace_parent_attributes_and_date) {
    legacy_span root = a_span("root", "10");
    root.parent_span_id = "";
    legacy_span child = a_span("child", "20");
    child.parent_span_id = "root";
    child.attributes = json(R"({"tool":"search","n":{"deep":1}})");
    legacy_span other = a_span("other", "30", "workflow");
    other.trace_id = "trace-2";
    other.created_at = at(5000);
    other.scope = "Scope";
    insert({root, child, other});
    EXPECT_EQ(list(by_name()), "child root");
    EXPECT_EQ(list(by_name("Agent")), "");
    EXPECT_EQ(list({}), "other child root");
    legacy_span_query query;
    query.scope = "scope";
    EXPECT_EQ(list(query), "child root");
    query.parent_span_id = "root";
    EXPECT_EQ(list(query), "child");
    query.parent_span_id = "";
    EXPECT_EQ(list(query), "root");
    legacy_span_query by_trace;
    by_trace.trace_id = "trace-2";
    EXPECT_EQ(list(by_trace), "other");
    legacy_span_query by_attributes = by_name();
    by_attributes.attributes = {{"tool", json("\"search\"")}, {"n", json(R"({"deep":1})")}};
    EXPECT_EQ(list(by_attributes), "child");
    legacy_span_query by_date;
    by_date.created.start = at(1000);
    EXPECT_EQ(list(by_date), "other");
}

TEST_F(legacy_traces_test, ids_that_differ_in_case_keep_their_own_spans) {
    insert({a_span("id", "1"), a_span("ID", "2"), a_span("Id", "3")});
    insert({a_span("ID", "4")});
    EXPECT_EQ(list(by_name()), "ID Id id");
}

TEST_F(legacy_traces_test, oversize_spans_round_trip) {
    legacy_span big = a_span("big", "1");
    big.attributes = json("{\"text\":\"" + noise(900'000) + "\"}");
    insert({big, a_span("small", "2")});
    insert({big});
    EXPECT_TRUE(ok(traces.list(by_name())).records[1].attributes == big.attributes);
    legacy_span_query query = by_name();
    query.attributes = {{"text", json("\"" + noise(900'000) + "\"")}};
    EXPECT_EQ(list(query), "big");
    EXPECT_EQ(raw_items("$mastra#PART_").size(), 2U);
}

TEST_F(legacy_traces_test, nothing_is_written_when_a_span_is_invalid) {
    legacy_span nameless = a_span("x", "1", "");
    legacy_span homeless = a_span("x", "1");
    homeless.trace_id.clear();
    const legacy_span too_exact = a_span("x", "9007199254740993");  // JavaScript has no such number
    for (const auto& wrong : {nameless, homeless, too_exact, a_span("", "1")}) {
        std::vector<legacy_span> batch{a_span("good", "1"), wrong};
        EXPECT_TRUE(run(traces.batch_insert(batch)).has_error());
    }
    EXPECT_TRUE(raw_items().empty());
}

TEST_F(legacy_traces_test, row_25_expired_spans_are_in_no_list_or_total) {
    const auto brief = handle(with_ttl(stores::entity_kind::trace, 60s));
    std::vector<legacy_span> old;
    old.push_back(a_span("old", "1"));
    ok(brief.batch_insert(old));
    clock.advance(61s);
    std::vector<legacy_span> fresh;
    fresh.push_back(a_span("new", "2"));
    ok(brief.batch_insert(fresh));
    const auto page = ok(brief.list(by_name()));
    EXPECT_EQ(page.total, 1);
    EXPECT_EQ(page.records.front().id, "new");
}

}  // namespace
}  // namespace mastra::test
