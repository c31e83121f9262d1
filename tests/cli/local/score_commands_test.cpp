#include "cli/cli_on_table.hpp"
#include "mastra/stores/evals_store.hpp"
#include "mastra/stores/scores_store.hpp"
#include "stores/memory_fixture.hpp"

namespace mastra::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class score_commands : public cli_on<memory_test> {
protected:
    void save_score(std::string id, int number, std::string source = "LIVE") {
        stores::score value;
        value.id = std::move(id);
        value.scorer_id = "accuracy";
        value.run_id = "run-1";
        value.entity_id = "cook";
        value.entity_type = "AGENT";
        value.value = 0.5 + number;
        value.source = std::move(source);
        value.scorer = value.entity = json("{}");
        value.output = json(R"("done")");
        value.reason = "because";
        value.trace_id = "trace-1";
        value.span_id = "span-1";
        value.organization_id = "org-1";
        value.created_at = at(number * 1000);
        ok(stores::scores_store(store.client(), config()).save_score(value));
    }
    void save_eval(std::string run_id, int number, bool is_test) {
        stores::eval value;
        value.run_id = std::move(run_id);
        value.agent_name = "cook";
        value.metric_name = "tone";
        value.output = "Hello";
        value.result = json(R"({"score":0.25})");
        value.created_at = at(number * 1000);
        if (is_test) {
            value.test_info = json(R"({"testPath":"a.test.ts"})");
        }
        ok(stores::evals_store(store.client(), config()).save_eval(value));
    }
};

TEST_F(score_commands, list_shows_scores_of_a_scorer_run_entity_or_span_newest_first) {
    save_score("s-1", 1);
    save_score("s-2", 2, "TEST");
    save_score("s-3", 3);
    const std::vector<std::vector<std::string>> selections{
        {"--scorer", "accuracy"}, {"--run", "run-1"}, {"--entity", "cook"}, {"--trace", "trace-1", "--span", "span-1"}};
    for (auto words : selections) {
        words.insert(words.begin(), {"score", "list", "--json"});
        const std::string all = shown(words);
        EXPECT_EQ(json_at(all, "/total"), "3") << words[3];
        EXPECT_EQ(json_at(all, "/records/0/id"), "s-3");
        words.insert(words.end(), {"--source", "LIVE", "--organization", "org-1", "--page", "1", "--per-page", "1"});
        const std::string page = shown(words);
        EXPECT_EQ(json_at(page, "/total"), "2");
        EXPECT_EQ(json_at(page, "/records/0/id"), "s-1");
    }
    EXPECT_THAT(shown({"score", "list", "--scorer", "accuracy"}), HasSubstr("3.5"));
    EXPECT_THAT(cli({"score", "list", "--run", "run-1", "--per-page", "2"}).err,
                HasSubstr("2 of 3 scores; --page 1 shows more"));
}

TEST_F(score_commands, list_asks_whose_scores_are_meant) {
    const cli_result nobody = cli({"score", "list"});
    EXPECT_EQ(nobody.exit_code, 2);
    EXPECT_THAT(nobody.err, HasSubstr("whose scores?"));
    EXPECT_EQ(cli({"score", "list", "--trace", "t"}).exit_code, 2);
    EXPECT_EQ(cli({"score", "list", "--scorer", "a", "--run", "b"}).exit_code, 2);
    EXPECT_EQ(cli({"score", "list", "--scorer", "a", "--source", "live"}).exit_code, 2);
}

TEST_F(score_commands, show_gives_every_field_and_code_1_for_none) {
    save_score("s-1", 1);
    const std::string one = shown({"score", "show", "s-1", "--json"});
    EXPECT_EQ(json_at(one, "/score"), "1.5");
    EXPECT_EQ(json_at(one, "/output"), "done");
    EXPECT_EQ(json_at(one, "/organizationId"), "org-1");
    EXPECT_THAT(shown({"score", "show", "s-1"}), HasSubstr("because"));
    const cli_result none = cli({"score", "show", "nobody"});
    EXPECT_EQ(none.exit_code, 1);
    EXPECT_THAT(none.err, HasSubstr("score nobody does not exist"));
}

TEST_F(score_commands, evals_of_an_agent_are_listed_by_type_and_time) {
    save_eval("run-1", 1, false);
    save_eval("run-2", 2, true);
    save_eval("run-3", 3, true);
    const std::string tests = shown({"eval", "list", "--agent", "cook", "--type", "test", "--json"});
    EXPECT_EQ(json_at(tests, "/total"), "2");
    EXPECT_EQ(json_at(tests, "/records/0/runId"), "run-3");
    EXPECT_EQ(json_at(tests, "/records/0/result/score"), "0.25");
    const std::string early =
        shown({"eval", "list", "--agent", "cook", "--to", "2026-01-01T00:00:02.000Z", "--json", "--all"});
    EXPECT_EQ(json_at(early, "/records/0/runId"), "run-2");
    EXPECT_EQ(json_at(early, "/total"), "2");
    EXPECT_THAT(shown({"eval", "list", "--agent", "cook"}), HasSubstr("0.25"));
    EXPECT_EQ(cli({"eval", "list"}).exit_code, 2);
    EXPECT_EQ(cli({"eval", "list", "--agent", "cook", "--from", "soon"}).exit_code, 2);
}

TEST_F(score_commands, ttl_is_shown_and_enabled_once) {
    EXPECT_EQ(json_at(shown({"ttl", "status", "--json"}), "/status"), "DISABLED");
    EXPECT_EQ(json_at(shown({"ttl", "enable", "--attribute", "dies_at", "--json"}), "/changed"), "true");
    const std::string status = shown({"ttl", "status", "--json"});
    EXPECT_EQ(json_at(status, "/status"), "ENABLED");
    EXPECT_EQ(json_at(status, "/attribute"), "dies_at");
    EXPECT_EQ(json_at(shown({"ttl", "enable", "--attribute", "dies_at", "--json"}), "/changed"), "false");
    EXPECT_THAT(shown({"ttl", "status"}), HasSubstr("by attribute dies_at"));
    const cli_result other = cli({"ttl", "enable"});
    EXPECT_EQ(other.exit_code, 5);
    EXPECT_THAT(other.err, HasSubstr("goes by attribute dies_at"));
    EXPECT_EQ(json_at(shown({"ttl", "status", "--json"}), "/attribute"), "dies_at") << "and nothing was changed";
}

}  // namespace
}  // namespace mastra::test
