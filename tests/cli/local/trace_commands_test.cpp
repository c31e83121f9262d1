#include "cli/cli_on_table.hpp"
#include "mastra/stores/traces_store.hpp"
#include "traces/spans_fixture.hpp"

namespace mastra::test {
namespace {

using testing::HasSubstr;

class trace_commands : public cli_on<spans_test> {};

TEST_F(trace_commands, show_draws_the_tree_of_a_trace) {
    stores::span root = a_span("trace-1", "root", 0);
    root.ended_at = root.started_at + 1500ms;
    stores::span call = a_span("trace-1", "call", 1, "root");
    call.span_type = "tool_call";
    call.error = json(R"({"message":"no"})");
    create({root, call, a_span("trace-1", "step", 2, "call"), a_span("trace-1", "late", 3, "root")});
    EXPECT_EQ(shown({"trace", "show", "trace-1"}),
              "START  DURATION  STATUS   SPAN\n"
              "+0 us  1.5 s     success  agent_run  the root\n"
              "+1 s   -         error    ├─ tool_call  the call\n"
              "+2 s   -         running  │  └─ model_step  the step\n"
              "+3 s   -         running  └─ model_step  the late\n");
    const std::string json = shown({"trace", "show", "trace-1", "--json"});
    EXPECT_EQ(json_at(json, "/traceId"), "trace-1");
    EXPECT_EQ(json_at(json, "/spans/1/error/message"), "no");
    EXPECT_EQ(json_at(json, "/spans/0/status"), "success");
}

TEST_F(trace_commands, show_draws_legacy_traces_and_says_when_there_is_none) {
    stores::legacy_span root;
    root.id = "a";
    root.name = "agent.generate";
    root.trace_id = "old-1";
    root.scope = "core";
    root.start_time = number::parse("1700000000000000").value();
    root.end_time = number::parse("1700000000250000").value();
    root.status = json(R"({"code":1})");
    stores::legacy_span child = root;
    child.id = "b";
    child.parent_span_id = "a";
    child.name = "llm";
    child.start_time = number::parse("1700000000100000").value();
    std::vector<stores::legacy_span> all{child, root};
    ok(stores::traces_store(make_client(test_endpoint()), config()).batch_insert(all));
    EXPECT_EQ(shown({"trace", "show", "old-1", "--legacy"}),
              "START    DURATION  STATUS  SPAN\n"
              "+0 us    250 ms    ok      core  agent.generate\n"
              "+100 ms  150 ms    ok      └─ core  llm\n");
    EXPECT_EQ(json_at(shown({"trace", "show", "old-1", "--legacy", "--json"}), "/spans/0/startTime"),
              "1700000000100000");
    const cli_result absent = cli({"trace", "show", "old-1"});
    EXPECT_EQ(absent.exit_code, 1);
    EXPECT_THAT(absent.err, HasSubstr("there is no trace old-1; --legacy"));
}

TEST_F(trace_commands, list_shows_the_newest_roots) {
    stores::span failed = a_span("t2", "r2", 2);
    failed.error = json("1");
    failed.entity_id = "agent-1";
    failed.thread_id = "thread-1";
    create({a_span("t1", "r1", 1), a_span("t1", "c1", 1, "r1"), failed, a_span("t3", "r3", 3)});
    EXPECT_THAT(shown({"trace", "list"}), HasSubstr("2026-01-01T00:00:03.000Z  -         running  t3     the r3\n"));
    const std::string page = shown({"trace", "list", "--per-page", "2", "--total", "--json"});
    EXPECT_EQ(json_at(page, "/total"), "3");
    EXPECT_EQ(json_at(page, "/records/0/traceId"), "t3");
    EXPECT_EQ(json_at(page, "/records/1/status"), "error");
    EXPECT_EQ(json_at(page, "/hasMore"), "true");
    for (const std::vector<std::string>& filter :
         std::vector<std::vector<std::string>>{{"--status", "error"},
                                               {"--entity", "agent-1"},
                                               {"--thread", "thread-1"},
                                               {"--from", "2026-01-01T00:00:02Z", "--to", "2026-01-01T00:00:02Z"}}) {
        std::vector<std::string> words{"trace", "list", "--json"};
        words.insert(words.end(), filter.begin(), filter.end());
        const std::string filtered = shown(words);
        EXPECT_EQ(json_at(filtered, "/records/0/traceId"), "t2") << filter.front();
        EXPECT_EQ(json_at(filtered, "/records/1"), "<absent>") << filter.front();
    }
    EXPECT_EQ(cli({"trace", "list", "--status", "sad"}).exit_code, 2);
}

}  // namespace
}  // namespace mastra::test
