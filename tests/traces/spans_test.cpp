// Single spans and whole traces (contract section 3.4): created, updated, read, deleted, expired, oversize.
#include "traces/spans_fixture.hpp"

#include "mastra/core/limits.hpp"

#include <fmt/format.h>

namespace mastra::test {
namespace {

using stores::span;

// Every field goes out as it came in; what is absent is null.
TEST_F(spans_test, every_field_round_trips_and_absent_ones_are_null) {
    json_object record;
    for (const char* name : {"traceId", "spanId", "name", "spanType", "parentSpanId"}) {
        record.set(name, json_text::of_string(fmt::format("the {}", name)));
    }
#define MASTRA_SPAN_TEXT(member, name) record.set(name, json_text::of_string("Value of " name));
#define MASTRA_SPAN_JSON(member, name, shape) \
    record.set(name, json(std::string_view(#shape) == "array" ? R"(["a",{"b":1}])" : R"({"k":[1,null,"x"]})"));
#include "mastra/stores/span_fields.def"
    record.set("isEvent", json("true"));
    record.set("startedAt", json(R"("2026-01-01T00:00:00.123Z")"));
    record.set("endedAt", json(R"("2026-01-01T00:00:01.000Z")"));
    span full = stores::span_of_json(record.to_text()).value();
    span bare = a_span("the traceId", "bare", 1);
    bare.input = json("\"a primitive\"");
    create({full, bare});

    span read = get("the traceId", "the spanId");
    full.created_at = read.created_at;
    full.updated_at = read.updated_at;
    EXPECT_EQ(read, full);
    const auto shown = json_object::parse(to_json(get("the traceId", "bare")).text()).value();
    for (const char* absent : {"parentSpanId", "error", "endedAt", "output", "entityId", "metadata", "tags"}) {
        ASSERT_NE(shown.find(absent), nullptr) << absent;
        EXPECT_TRUE(shown.find(absent)->is_null()) << absent;
    }
    EXPECT_EQ(shown.find("input")->text(), "\"a primitive\"");
}

TEST_F(spans_test, creating_again_replaces_the_whole_span) {
    span value = a_span("t", "s", 1);
    value.output = json("1");
    value.error = json(R"({"message":"x"})");
    create({value});
    create({a_span("t", "s", 2)});
    EXPECT_FALSE(get("t", "s").output);
    EXPECT_EQ(get("t", "s").started_at, at(2000));
    stores::span_query query;
    query.filter.has_child_error = true;
    EXPECT_EQ(traces(query), "");
}

TEST_F(spans_test, of_a_span_given_twice_in_a_batch_the_last_one_counts) {
    span first = a_span("t", "s", 1);
    first.name = "first";
    span second = a_span("t", "s", 1);
    second.name = "second";
    create({first, second, a_span("t", "other", 2)});
    EXPECT_EQ(get("t", "s").name, "second");
}

TEST_F(spans_test, nothing_is_written_when_a_span_of_a_batch_is_invalid) {
    span nameless = a_span("t", "", 1);
    span homeless = a_span("", "s", 1);
    span untyped = a_span("t", "s", 1);
    untyped.span_type.clear();
    span misshapen = a_span("t", "s", 1);
    misshapen.tags = json("{}");
    for (const span& wrong : {nameless, homeless, untyped, misshapen}) {
        std::vector<span> batch{a_span("t", "good", 1), wrong};
        EXPECT_TRUE(run(spans.batch_create_spans(batch)).error().is(store_errc::invalid_argument));
    }
    EXPECT_TRUE(raw_items().empty());
}

// Keys keep the case, so that no id ever meets another one (row 13), and nothing can be injected into them (row 14).
TEST_F(spans_test, row_14_ids_that_differ_in_case_or_hold_key_syntax_stay_apart) {
    create({a_span("Trace", "S", 1), a_span("trace", "s", 2), a_span("trace", "S", 3), a_span("a#spanid_b", "c", 4),
            a_span("a", "b#spanid_c", 5)});
    EXPECT_EQ(names_of(ok(spans.get_trace("Trace"))), "S");
    EXPECT_EQ(names_of(ok(spans.get_trace("trace"))), "s S");
    EXPECT_EQ(names_of(ok(spans.get_trace("a"))), "b#spanid_c");
    EXPECT_EQ(get("a#spanid_b", "c").started_at, at(4000));
    EXPECT_FALSE(ok(spans.get_span("a", "c")));
    EXPECT_FALSE(ok(spans.get_span("TRACE", "s")));
}

TEST_F(spans_test, an_update_replaces_fields_clears_them_with_null_and_keeps_the_rest) {
    span value = a_span("t", "s", 1);
    value.metadata = json(R"({"a":1})");
    value.input = json("\"in\"");
    create({value});
    const timestamp before = get("t", "s").updated_at;
    EXPECT_EQ(update("t", "s", R"({"endedAt":"2026-01-01T00:00:09Z","metadata":{"b":2},"input":null})"), "applied");
    const span read = get("t", "s");
    EXPECT_EQ(read.ended_at, at(9000));
    EXPECT_EQ(read.metadata->text(), R"({"b":2})");
    EXPECT_FALSE(read.input);
    EXPECT_EQ(read.name, "the s");
    EXPECT_GT(read.updated_at, before);
    EXPECT_EQ(read.created_at, before);
}

TEST_F(spans_test, an_update_that_moves_the_span_moves_it_in_the_lists) {
    create({a_span("t", "root", 1), a_span("u", "other", 2)});
    EXPECT_EQ(traces({}), "other root");
    update("t", "root", R"({"startedAt":"2026-01-01T00:00:05Z"})");
    EXPECT_EQ(traces({}), "root other");
    update("t", "root", R"({"parentSpanId":"somebody"})");
    EXPECT_EQ(traces({}), "other");
    EXPECT_EQ(branches({}), "root other");
}

TEST_F(spans_test, an_update_with_a_wrong_member_changes_nothing_of_its_batch) {
    create({a_span("t", "s", 1)});
    for (const char* wrong : {R"({"misspelt":1})", R"({"endedAt":"soon"})", R"({"spanType":null})", R"({"tags":{}})",
                              R"({"spanId":"another"})", R"({"isEvent":1})", R"([1])", R"({"updatedAt":null})"}) {
        std::vector<stores::span_update> changes{a_change("t", "s", R"({"name":"changed"})"),
                                                 a_change("t", "x", wrong)};
        EXPECT_TRUE(run(spans.batch_update_spans(changes)).error().is(store_errc::invalid_argument)) << wrong;
    }
    EXPECT_EQ(get("t", "s").name, "the s");
    EXPECT_EQ(raw_items().size(), 1U);
}

TEST_F(spans_test, later_changes_of_a_batch_go_over_earlier_ones) {
    create({a_span("t", "s", 1)});
    std::vector<stores::span_update> changes{a_change("t", "s", R"({"name":"1","source":"x"})"),
                                             a_change("t", "s", R"({"name":"2"})")};
    EXPECT_EQ(ok(spans.batch_update_spans(changes)).applied, 1);
    EXPECT_EQ(get("t", "s").name, "2");
    EXPECT_EQ(get("t", "s").source, "x");
}

// The exporter may send an update before the create: it waits, and is carried out with the create.
TEST_F(spans_test, an_update_that_comes_before_its_span_waits_for_it) {
    EXPECT_EQ(update("t", "s", R"({"output":"early","error":{"m":1}})"), "waiting");
    EXPECT_EQ(update("t", "s", R"({"output":"later"})"), "waiting");
    EXPECT_FALSE(ok(spans.get_span("t", "s")));
    EXPECT_TRUE(ok(spans.get_trace("t")).empty());
    EXPECT_EQ(traces({}), "");
    create({a_span("t", "s", 1), a_span("t", "child", 2, "s")});
    EXPECT_EQ(get("t", "s").output->text(), "\"later\"");
    EXPECT_TRUE(get("t", "s").error);
    stores::span_query failed;
    failed.filter.status = stores::span_status::error;
    EXPECT_EQ(traces(failed), "s");
    EXPECT_EQ(raw_items("$mastra#traceid_t").size(), 3U);  // two spans and the mark
    EXPECT_EQ(update("t", "s", R"({"output":"last"})"), "applied");
    EXPECT_EQ(get("t", "s").output->text(), "\"last\"");
}

// A creator that dies between its two steps leaves the update to the readers and to the next writer.
TEST_F(spans_test, a_waiting_update_is_read_and_carried_out_though_its_creator_died) {
    update("t", "s", R"({"output":"early","source":"early"})");
    const auto mark = raw_item("$mastra#traceid_t", "$mdb_span_mark_1");
    ASSERT_TRUE(mark);
    const auto waiting = raw_items("$mastra#traceid_t");
    create({a_span("t", "s", 1)});
    ok(spans.batch_delete_traces({"t"}));
    ok(spans.create_span(a_span("t", "s", 1)));  // as if by the creator that died: nothing carried out
    for (const auto& item : waiting) {
        put_raw(item);
    }
    EXPECT_EQ(get("t", "s").output->text(), "\"early\"");
    EXPECT_EQ(ok(spans.get_trace("t")).front().output->text(), "\"early\"");
    EXPECT_EQ(ok(spans.get_structure("t")).size(), 1U);
    EXPECT_EQ(update("t", "s", R"({"output":"newer"})"), "applied");
    EXPECT_EQ(get("t", "s").output->text(), "\"newer\"");
    EXPECT_EQ(get("t", "s").source, "early");
    EXPECT_EQ(raw_items("$mastra#traceid_t").size(), 2U);
}

// The same waiting update, met by two who carry it out: once is enough.
TEST_F(spans_test, a_waiting_update_is_carried_out_once) {
    update("t", "s", R"({"output":"early"})");
    const auto waiting = raw_items("$mastra#traceid_t");
    create({a_span("t", "s", 1)});
    update("t", "s", R"({"output":"newer"})");
    for (const auto& item : waiting) {
        put_raw(item);  // somebody read it before it was deleted
    }
    EXPECT_EQ(get("t", "s").output->text(), "\"newer\"");
    update("t", "s", R"({"source":"x"})");
    EXPECT_EQ(get("t", "s").output->text(), "\"newer\"");
}

TEST_F(spans_test, a_trace_is_read_in_order_of_time) {
    create({a_span("t", "c", 3, "a"), a_span("t", "a", 1), a_span("t", "b2", 2, "a"), a_span("t", "b1", 2, "a")});
    EXPECT_EQ(names_of(ok(spans.get_trace("t"))), "a b1 b2 c");
    EXPECT_EQ(ok(spans.get_root_span("t"))->span_id, "a");
    EXPECT_EQ(names_of(ok(spans.get_spans("t", {"c", "none", "a"}))), "c a");
    EXPECT_TRUE(ok(spans.get_trace("none")).empty());
    EXPECT_FALSE(ok(spans.get_root_span("none")));
}

TEST_F(spans_test, a_structure_has_no_payloads) {
    span value = a_span("t", "s", 1);
    value.input = json("\"" + noise(1000) + "\"");
    value.metadata = json("{}");
    value.entity_id = "agent";
    value.error = json("\"bad\"");
    create({value});
    const span light = ok(spans.get_structure("t")).front();
    EXPECT_FALSE(light.input || light.metadata);
    EXPECT_EQ(light.entity_id, "agent");
    EXPECT_EQ(light.error->text(), "\"bad\"");
    EXPECT_EQ(light.name, "the s");
}

TEST_F(spans_test, a_branch_is_a_span_and_what_is_below_it) {
    create({a_span("t", "root", 0), a_span("t", "a", 1, "root"), a_span("t", "b", 2, "root"), a_span("t", "a2", 5, "a"),
            a_span("t", "a1", 4, "a"), a_span("t", "a11", 3, "a1"), a_span("t", "x", 6, "y"),
            a_span("t", "y", 7, "x")});
    const auto branch = [&](std::string id, std::optional<std::int64_t> depth) {
        return names_of(ok(spans.get_branch("t", std::move(id), depth)));
    };
    EXPECT_EQ(branch("a", {}), "a a11 a1 a2");
    EXPECT_EQ(branch("a", 0), "a");
    EXPECT_EQ(branch("root", 1), "root a b");
    EXPECT_EQ(branch("x", {}), "x y");  // a cycle ends
    EXPECT_EQ(branch("none", {}), "");
    EXPECT_TRUE(run(spans.get_branch("t", "a", -1)).error().is(store_errc::invalid_argument));
}

TEST_F(spans_test, oversize_payloads_round_trip_and_leave_no_parts_behind) {
    span value = a_span("t", "big", 1);
    value.input = json("\"" + noise(900'000, 1) + "\"");
    create({value, a_span("t", "small", 2, "big")});
    EXPECT_TRUE(get("t", "big").input == value.input);
    update("t", "big", "{\"output\":\"" + noise(700'000, 2) + "\"}");
    const span read = ok(spans.get_trace("t")).front();
    EXPECT_TRUE(read.input == value.input);
    EXPECT_EQ(read.output->text().size(), 700'002U);
    EXPECT_TRUE(ok(spans.list_traces({})).records.front().input == value.input);
    create({value});
    EXPECT_EQ(raw_items("$mastra#PART_").size(), 2U);
    ok(spans.batch_delete_traces({"t"}));
    EXPECT_TRUE(raw_items().empty());
}

TEST_F(spans_test, a_waiting_update_may_be_oversize) {
    update("t", "s", "{\"output\":\"" + noise(900'000) + "\"}");
    create({a_span("t", "s", 1)});
    EXPECT_EQ(get("t", "s").output->text().size(), 900'002U);
    ok(spans.batch_delete_traces({"t"}));
    EXPECT_TRUE(raw_items().empty());
}

TEST_F(spans_test, deleting_takes_whole_traces_of_the_tenant_only) {
    span mine = a_span("t1", "root", 1);
    mine.organization_id = "org";
    mine.resource_id = "r1";
    create({mine, a_span("t1", "child", 2, "root"), a_span("t2", "root", 1), a_span("t2", "child", 2, "root")});
    ok(spans.batch_delete_traces({"t1", "t2", "none"}, "other"));
    EXPECT_EQ(raw_items().size(), 4U);
    ok(spans.batch_delete_traces({"t1", "t2"}, "org", "r2"));
    EXPECT_EQ(raw_items().size(), 4U);
    ok(spans.batch_delete_traces({"t1", "t2"}, "org", "r1"));
    EXPECT_EQ(raw_items().size(), 2U);
    ok(spans.batch_delete_traces({"t1", "t2"}));
    EXPECT_TRUE(raw_items().empty());
    EXPECT_TRUE(
        run(spans.batch_delete_traces(std::vector<std::string>(1001, "t"))).error().is(store_errc::invalid_argument));
}

// Row 25 for spans: kind `trace`.
TEST_F(spans_test, row_25_expired_spans_are_in_no_read_list_or_total) {
    const auto brief = handle(with_ttl(stores::entity_kind::trace, 60s, "gone"), test_endpoint());
    const auto create_brief = [&](span value) { ok(brief.create_span(std::move(value))); };
    create_brief(a_span("t", "old", 1));
    create_brief(a_span("t", "kept", 2));
    clock.advance(40s);
    EXPECT_EQ(ok(brief.update_span(a_change("t", "kept", R"({"source":"x"})"))).applied, 1);
    create_brief(a_span("u", "new", 3));
    clock.advance(30s);
    EXPECT_EQ(names_of(ok(brief.get_trace("t"))), "kept");
    EXPECT_FALSE(ok(brief.get_span("t", "old")));
    const auto page = ok(brief.list_traces({}));
    EXPECT_EQ(names_of(page.records), "new kept");
    EXPECT_EQ(page.total, 2);
    EXPECT_EQ(ok(brief.update_span(a_change("t", "old", R"({"source":"x"})"))).waiting, 1);
    EXPECT_TRUE(raw_items().front().contains("gone"));
    ok(brief.batch_delete_traces({"t", "u"}));
    EXPECT_TRUE(raw_items().empty());
}

}  // namespace
}  // namespace mastra::test
