// Scores against DynamoDB: what the contract asks, and what upstream gets wrong (contract sections 3.3 and 5).
#include "mastra/stores/scores_store.hpp"
#include "stores/memory_fixture.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace mastra::test {
namespace {

using stores::score;

class scores_test : public memory_test {
protected:
    scores_test() : scores(make_scores(config())) {}

    [[nodiscard]] stores::scores_store make_scores(stores::store_config settings) const {
        return stores::scores_store(make_client(test_endpoint()), std::move(settings));
    }

    // Created at at(number * 1000).
    [[nodiscard]] static score a_score(std::string id, int number = 0) {
        score value;
        value.id = std::move(id);
        value.scorer_id = "accuracy";
        value.run_id = "run-1";
        value.entity_id = "agent-1";
        value.entity_type = "AGENT";
        value.value = 0.95;
        value.source = "LIVE";
        value.scorer = json(R"({"id":"accuracy","name":"Accuracy"})");
        value.entity = json(R"({"id":"agent-1"})");
        value.input = json(R"([{"role":"user"}])");
        value.output = json(R"({"text":"yes"})");
        value.created_at = at(number * 1000);
        return value;
    }

    [[nodiscard]] static std::vector<std::string> ids(const stores::page_of<score>& page) {
        std::vector<std::string> all;
        for (const auto& value : page.records) {
            all.push_back(value.id);
        }
        return all;
    }

    stores::scores_store scores;
};

using list = std::vector<std::string>;

TEST_F(scores_test, a_score_with_everything_reads_back_as_it_was_saved) {
    score value = a_score("s1");
    value.metadata = json(R"({"m":1})");
    value.additional_context = json(R"({"a":[1,2]})");
    value.request_context = json(R"({"r":null})");
    value.preprocess_step_result = json(R"({"p":1.5})");
    value.extract_step_result = json(R"({"e":"x"})");
    value.analyze_step_result = json(R"({"z":{}})");
    value.reason = "because";
    value.preprocess_prompt = "";
    value.extract_prompt = "extract";
    value.analyze_prompt = "analyze";
    value.reason_prompt = "reason";
    value.generate_score_prompt = "score";
    value.generate_reason_prompt = "reason";
    value.trace_id = "trace-1";
    value.span_id = "span-1";
    value.resource_id = "user-1";
    value.thread_id = "thread-1";
    value.organization_id = "org-a";
    value.project_id = "project-a";
    value.batch_id = "batch-1";
    value.dataset_id = "set-1";
    value.dataset_item_id = "item-1";
    value.structured_output = false;
    const score saved = ok(scores.save_score(value));
    EXPECT_GT(saved.updated_at, at(0));
    value.updated_at = saved.updated_at;
    EXPECT_EQ(saved, value);
    EXPECT_EQ(ok(scores.get_score_by_id("s1")), value);
    EXPECT_EQ(ok(scores.list_scores_by_run_id("run-1")).records, std::vector<score>{value});
}

TEST_F(scores_test, an_absent_score_is_no_error) {
    EXPECT_EQ(ok(scores.get_score_by_id("none")), std::nullopt);
    EXPECT_TRUE(ok(scores.list_scores_by_run_id("none")).records.empty());
}

TEST_F(scores_test, without_id_and_time_the_store_makes_them) {
    score value = a_score("");
    value.created_at = timestamp();
    const score saved = ok(scores.save_score(value));
    EXPECT_EQ(saved.id.size(), 36U);
    EXPECT_EQ(saved.created_at, saved.updated_at);
    EXPECT_EQ(ok(scores.get_score_by_id(saved.id)), saved);
}

struct json_case {
    std::string_view value;
    std::string_view stored;
};
// Any JSON value keeps its type, whatever its text looks like; upstream reads objects, arrays and other strings.
TEST_F(scores_test, any_json_value_as_input_and_output_keeps_its_type) {
    const std::vector<json_case> cases{{R"({"a":1})", R"({"a":1})"},
                                       {R"([1,"x"])", R"([1,"x"])"},
                                       {R"("plain")", "plain"},
                                       {R"("")", ""},
                                       {R"("{\"a\":1}")", R"({"a":1})"},
                                       {R"("[not json")", "[not json"},
                                       {R"("5")", "5"},
                                       {"5", "5"},
                                       {"true", "true"},
                                       {"null", "null"}};
    for (const auto& [value, stored] : cases) {
        score one = a_score("typed");
        one.input = json(value);
        one.output = json(value);
        ok(scores.save_score(one));
        const auto read = ok(scores.get_score_by_id("typed"));
        EXPECT_EQ(read->input->text(), value);
        EXPECT_EQ(read->output.text(), value);
        EXPECT_EQ(*raw_items().front().find_string("input"), stored);
    }
    EXPECT_EQ(raw_items().size(), 1U);
}

// Row 22: the id is kept, the latest save holds as a whole, and no field is dropped.
TEST_F(scores_test, row_22_a_score_saved_again_is_one_score_as_last_saved) {
    score first = a_score("fixed", 1);
    first.organization_id = "org-a";
    first.trace_id = "trace-1";
    first.span_id = "span-1";
    first.reason = "first";
    first.structured_output = true;
    ok(scores.save_score(first));
    score second = a_score("fixed", 2);
    second.value = -0.5;
    second.thread_id = "thread-1";
    second = ok(scores.save_score(second));
    EXPECT_EQ(raw_items().size(), 1U);
    EXPECT_EQ(ok(scores.get_score_by_id("fixed")), second);
    EXPECT_EQ(ok(scores.list_scores_by_scorer_id("accuracy")).total, 1);
    EXPECT_TRUE(ok(scores.list_scores_by_span("trace-1", "span-1")).records.empty());
}

TEST_F(scores_test, row_22_lists_keep_tenants_apart) {
    for (const auto& [id, organization, project] : {std::tuple("a1", "org-a", "p1"), std::tuple("a2", "org-a", "p2"),
                                                    std::tuple("b1", "org-b", "p1"), std::tuple("c1", "Org-a", "p1")}) {
        score value = a_score(id);
        value.organization_id = organization;
        value.project_id = project;
        ok(scores.save_score(value));
    }
    ok(scores.save_score(a_score("none")));
    stores::score_query query;
    query.organization_id = "org-a";
    EXPECT_EQ(ids(ok(scores.list_scores_by_scorer_id("accuracy", query))), (list{"a2", "a1"}));
    query.project_id = "p1";
    const auto page = ok(scores.list_scores_by_run_id("run-1", query));
    EXPECT_EQ(ids(page), list{"a1"});
    EXPECT_EQ(page.total, 1);
}

TEST_F(scores_test, row_23_a_score_without_input_is_saved) {
    score value = a_score("no-input");
    value.input.reset();
    ok(scores.save_score(value));
    EXPECT_EQ(ok(scores.get_score_by_id("no-input"))->input, std::nullopt);
    EXPECT_FALSE(raw_items().front().contains("input"));
}

TEST_F(scores_test, every_list_is_newest_first_in_pages_with_totals) {
    for (int i = 0; i < 12; ++i) {
        score value = a_score(fmt::format("s{:02}", i), i / 2);  // two of each time
        value.trace_id = "trace-1";
        value.span_id = "span-1";
        ok(scores.save_score(value));
    }
    stores::score_query query;
    query.paging = {1, 5};
    for (const auto& page :
         {ok(scores.list_scores_by_scorer_id("accuracy", query)), ok(scores.list_scores_by_run_id("run-1", query)),
          ok(scores.list_scores_by_entity_id("agent-1", query)),
          ok(scores.list_scores_by_span("trace-1", "span-1", query))}) {
        EXPECT_EQ(ids(page), (list{"s06", "s05", "s04", "s03", "s02"}));
        EXPECT_EQ(page.total, 12);
        EXPECT_TRUE(page.has_more);
    }
    query.paging = {2, 5};
    EXPECT_FALSE(ok(scores.list_scores_by_run_id("run-1", query)).has_more);
    query.paging = {0, 0};
    const auto none = ok(scores.list_scores_by_run_id("run-1", query));
    EXPECT_TRUE(none.records.empty());
    EXPECT_EQ(none.total, 12);
    EXPECT_EQ(ok(scores.list_scores_by_run_id("run-1")).records.size(), 12U);
}

TEST_F(scores_test, lists_filter_by_entity_type_and_source) {
    for (const auto& [id, entity, type, source] :
         {std::tuple("a", "e1", "AGENT", "LIVE"), std::tuple("b", "e1", "WORKFLOW", "LIVE"),
          std::tuple("c", "e2", "AGENT", "TEST")}) {
        score value = a_score(id);
        value.entity_id = entity;
        value.entity_type = type;
        value.source = source;
        ok(scores.save_score(value));
    }
    stores::score_query query;
    query.entity_type = "AGENT";
    EXPECT_EQ(ids(ok(scores.list_scores_by_entity_id("e1", query))), list{"a"});
    EXPECT_EQ(ids(ok(scores.list_scores_by_scorer_id("accuracy", query))), (list{"c", "a"}));
    query.source = "TEST";
    EXPECT_EQ(ids(ok(scores.list_scores_by_scorer_id("accuracy", query))), list{"c"});
    query = {};
    query.entity_id = "e1";
    EXPECT_EQ(ids(ok(scores.list_scores_by_scorer_id("accuracy", query))), (list{"b", "a"}));
}

// Row 4: DynamoDB ends a page at 1 MB; the list and the total do not.
TEST_F(scores_test, row_4_lists_go_on_beyond_1_MB) {
    for (int i = 0; i < 30; ++i) {
        score value = a_score(fmt::format("s{:02}", i), i);
        value.output = json_text::of_string(noise(40'000, static_cast<unsigned>(i)));
        ok(scores.save_score(value));
    }
    const auto all = ok(scores.list_scores_by_scorer_id("accuracy"));
    EXPECT_EQ(all.records.size(), 30U);
    EXPECT_EQ(all.total, 30);
    stores::score_query query;
    query.paging = {0, 3};
    const auto page = ok(scores.list_scores_by_scorer_id("accuracy", query));
    EXPECT_EQ(ids(page), (list{"s29", "s28", "s27"}));
    EXPECT_EQ(page.total, 30);
}

// Row 14: ('a#spanid_b', 'c') and ('a', 'b#spanid_c') make one key.
TEST_F(scores_test, row_14_ids_with_key_separators_are_not_mixed_up) {
    for (const auto& [id, trace, span] :
         {std::tuple("one", "a#spanid_b", "c"), std::tuple("two", "a", "b#spanid_c"), std::tuple("three", "A", "b")}) {
        score value = a_score(id);
        value.trace_id = trace;
        value.span_id = span;
        ok(scores.save_score(value));
    }
    EXPECT_EQ(ids(ok(scores.list_scores_by_span("a", "b#spanid_c"))), list{"two"});
    EXPECT_EQ(ids(ok(scores.list_scores_by_span("a#spanid_b", "c"))), list{"one"});
    EXPECT_TRUE(ids(ok(scores.list_scores_by_span("a", "b"))).empty()) << "case counts";
    EXPECT_EQ(ids(ok(scores.list_scores_by_span("A", "b"))), list{"three"});
}

TEST_F(scores_test, scores_whose_ids_differ_in_case_are_two_scores) {
    ok(scores.save_score(a_score("Score", 1)));
    ok(scores.save_score(a_score("score", 2)));
    EXPECT_EQ(ok(scores.get_score_by_id("Score"))->created_at, at(1000));
    EXPECT_EQ(ok(scores.get_score_by_id("score"))->created_at, at(2000));
    EXPECT_EQ(ok(scores.list_scores_by_run_id("run-1")).total, 2);
}

// Row 31: a read by id sees every write that ended before.
TEST_F(scores_test, row_31_reads_by_id_are_consistent) {
    test_proxy proxy;
    const stores::scores_store counted(make_client(proxy.endpoint()), config());
    ok(counted.save_score(a_score("s")));
    proxy.reset();
    ok(counted.get_score_by_id("s"));
    EXPECT_EQ(proxy.stats().requests, 1U);
    EXPECT_DOUBLE_EQ(proxy.stats().capacity_units, 1.0) << "an eventually consistent read costs half";
}

// Row 32: what a score has no value for, no index partition collects.
TEST_F(scores_test, row_32_scores_without_trace_resource_or_thread_stay_out_of_those_indexes) {
    ok(scores.save_score(a_score("bare")));
    const attribute_map item = raw_items().front();
    for (const char* field : {"gsi3pk", "gsi3sk", "gsi5pk", "gsi5sk", "gsi6pk", "gsi6sk", "gsi7pk", "gsi7sk"}) {
        EXPECT_FALSE(item.contains(field)) << field;
    }
    for (const char* field : {"gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk", "gsi4pk", "gsi4sk"}) {
        EXPECT_TRUE(item.contains(field)) << field;
    }
    score placed = a_score("bare");
    placed.trace_id = "trace-1";
    ok(scores.save_score(placed));
    EXPECT_TRUE(raw_items().front().contains("gsi3pk"));
    EXPECT_FALSE(raw_items().front().contains("gsi7pk")) << "without a span there is no list by span";
    ok(scores.save_score(a_score("bare")));
    EXPECT_FALSE(raw_items().front().contains("gsi3pk")) << "and it leaves the index again";
}

TEST_F(scores_test, a_score_larger_than_an_item_is_kept_whole) {
    score value = a_score("large");
    value.output = json_text::of_string(noise(900'000));
    value.reason = noise(500'000, 2);
    value = ok(scores.save_score(value));
    EXPECT_EQ(ok(scores.get_score_by_id("large")), value);
    EXPECT_GT(raw_items("$mastra#PART_").size(), 1U);
    ok(scores.save_score(a_score("large")));
    EXPECT_TRUE(raw_items("$mastra#PART_").empty());
}

TEST_F(scores_test, bad_scores_are_refused_and_change_nothing) {
    const std::vector<std::pair<std::string_view, void (*)(score&)>> faults{
        {"no scorer_id", [](score& value) { value.scorer_id.clear(); }},
        {"no run_id", [](score& value) { value.run_id.clear(); }},
        {"a source of its own", [](score& value) { value.source = "live"; }},
        {"not a number", [](score& value) { value.value = std::nan(""); }},
        {"infinite", [](score& value) { value.value = std::numeric_limits<double>::infinity(); }},
        {"a scorer that is no object", [](score& value) { value.scorer = json("[]"); }},
        {"no entity", [](score& value) { value.entity = json_text(); }},
        {"metadata that is no object", [](score& value) { value.metadata = json("5"); }},
    };
    for (const auto& [what, spoil] : faults) {
        score value = a_score("bad");
        spoil(value);
        const auto outcome = run(scores.save_score(value));
        ASSERT_TRUE(outcome.has_error()) << what;
        EXPECT_TRUE(outcome.error().is(store_errc::invalid_argument)) << what << outcome.error().message();
    }
    EXPECT_TRUE(raw_items().empty());
    EXPECT_TRUE(run(scores.get_score_by_id("")).error().is(store_errc::invalid_argument));
    EXPECT_TRUE(run(scores.list_scores_by_span("trace", "")).error().is(store_errc::invalid_argument));
    stores::score_query query;
    query.paging = {-1, 5};
    EXPECT_TRUE(run(scores.list_scores_by_run_id("run-1", query)).error().is(store_errc::invalid_page));
}

// Row 25: expired scores are absent from every read, list and total; saving anew renews them; any attribute will do.
TEST_F(scores_test, row_25_expired_scores_are_gone_from_every_read) {
    const auto mortal = make_scores(with_ttl(stores::entity_kind::score, 60s, "dies_at"));
    score value = a_score("s1", 1);
    value.trace_id = "trace-1";
    value.span_id = "span-1";
    ok(mortal.save_score(value));
    value.id = "s2";
    ok(mortal.save_score(value));
    stores::store_options longer;
    longer.lifetime = 1h;
    value.id = "s3";
    ok(mortal.save_score(value, longer));
    clock.advance(40s);
    value.id = "s2";
    ok(mortal.save_score(value));
    clock.advance(30s);
    EXPECT_EQ(ok(mortal.get_score_by_id("s1")), std::nullopt);
    stores::score_query query;
    query.paging = {0, 10};
    for (const auto& page :
         {ok(mortal.list_scores_by_scorer_id("accuracy", query)), ok(mortal.list_scores_by_run_id("run-1", query)),
          ok(mortal.list_scores_by_entity_id("agent-1", query)),
          ok(mortal.list_scores_by_span("trace-1", "span-1", query))}) {
        EXPECT_EQ(ids(page), (list{"s3", "s2"}));
        EXPECT_EQ(page.total, 2);
    }
    longer.lifetime = std::chrono::seconds(86'400'000);
    EXPECT_TRUE(run(mortal.save_score(a_score("ms"), {[&] {
                                          stores::store_options options;
                                          options.lifetime = std::chrono::seconds(30LL * 86'400'000);
                                          return options;
                                      }()}))
                    .error()
                    .is(store_errc::invalid_ttl));
    EXPECT_NE(raw_items().front().find_number("dies_at"), nullptr);
}

TEST_F(scores_test, upstreams_items_are_read_those_with_empty_index_keys_too) {
    const std::string prefix = "$mastra#entity_score#";
    const std::string sort = "$score_1#createdat_2026-01-01t00:00:00.000z";
    attribute_map item{{"pk", prefix + "id_up"},
                       {"sk", "$score_1#entity_score"},
                       {"__edb_e__", "score"},
                       {"__edb_v__", "1"},
                       {"entity", "score"},
                       {"id", "up"},
                       {"scorerId", "accuracy"},
                       {"runId", "run-1"},
                       {"score", 1},
                       {"scorer", R"({"id":"x"})"},
                       {"input", "hello"},
                       {"output", R"(["x"])"},
                       {"source", "TEST"},
                       {"entityId", "agent-1"},
                       {"entityData", "{}"},
                       {"traceId", ""},
                       {"spanId", ""},
                       {"resourceId", ""},
                       {"threadId", ""},
                       {"createdAt", "2026-01-01T00:00:00.000Z"},
                       {"gsi1pk", prefix + "scorerid_accuracy"},
                       {"gsi1sk", sort},
                       {"gsi3pk", prefix + "traceid_"},
                       {"gsi3sk", sort},
                       {"gsi7pk", prefix + "traceid_#spanid_"},
                       {"gsi7sk", sort}};
    put_raw(item);
    const auto read = ok(scores.get_score_by_id("up"));
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->trace_id, std::nullopt);
    EXPECT_EQ(read->input->text(), R"("hello")");
    EXPECT_EQ(read->output.text(), R"(["x"])");
    EXPECT_EQ(ids(ok(scores.list_scores_by_scorer_id("accuracy"))), list{"up"});
}

}  // namespace
}  // namespace mastra::test
