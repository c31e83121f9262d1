#include "stores/workflows/snapshot.hpp"

#include <gtest/gtest.h>

#include <string>

namespace mastra::stores {
namespace {

json_text json(std::string_view text) {
    return json_text::parse(text).value();
}

std::string context_with(std::string_view stored, std::string_view added) {
    const json_text snapshot = json(R"({"context":{"s":)" + std::string(stored) + "}}");
    const auto merged = merge_step_result(snapshot, "s", json(added), json("{}")).value();
    return json_object::parse(merged.context.text()).value().find("s")->text();
}

// By index; null leaves what is there, the shorter list is filled up with null.
TEST(merge_step_result, merges_outputs_that_are_arrays) {
    struct {
        const char* stored;
        const char* added;
        const char* merged;
    } const cases[] = {
        {R"({"output":[1,null,null]})", R"({"output":[null,2,null]})", R"({"output":[1,2,null]})"},
        {R"({"output":[1]})", R"({"output":[null,null,3]})", R"({"output":[1,null,3]})"},
        {R"({"output":[1,2,3]})", R"({"output":[9]})", R"({"output":[9,2,3]})"},
        {R"({"output":[],"a":1})", R"({"b":2,"output":[]})", R"({"output":[],"a":1,"b":2})"},
        {R"({"status":"running","output":[1]})", R"({"status":"success","output":[2]})",
         R"({"status":"success","output":[2]})"},
        {R"({"output":[{"a":1}]})", R"({"output":[{"b":2}]})", R"({"output":[{"b":2}]})"},
        {R"({"output":[1],"x":1.0})", R"({"output":[false]})", R"({"output":[false],"x":1})"},
    };
    for (const auto& [stored, added, merged] : cases) {
        EXPECT_EQ(context_with(stored, added), merged) << stored << " and " << added;
    }
}

TEST(merge_step_result, replaces_everything_else) {
    for (const auto* stored : {"null", "1", "\"x\"", "[]", "{}", R"({"output":1})", R"({"output":{"0":1}})"}) {
        EXPECT_EQ(context_with(stored, R"({"output":[1]})"), R"({"output":[1]})") << stored;
    }
    for (const auto* added : {"null", "1", "\"x\"", "[1]", "{}", R"({"output":1})", R"({"status":"success"})"}) {
        EXPECT_EQ(context_with(R"({"output":[1],"a":2})", added), added) << added;
    }
}

// A marker frees slots that wait, and never takes a result away; beside one nothing else is written.
TEST(merge_step_result, resets_slots_by_pending_markers) {
    const std::string pending = R"({"__mastra_pending__":true})";
    const std::string suspended = R"({"status":"suspended","suspendedAt":1})";
    const std::string paid = R"({"status":"suspended","suspendPayload":{}})";
    const auto merged = [&](const std::string& stored, const std::string& added) {
        return context_with(R"({"output":)" + stored + R"(,"status":"old"})",
                            R"({"status":"new","extra":1,"output":)" + added + "}");
    };
    const auto kept = [](const std::string& output) { return R"({"output":)" + output + R"(,"status":"old"})"; };
    EXPECT_EQ(merged("[" + suspended + "]", "[" + pending + "]"), kept("[null]"));
    EXPECT_EQ(merged("[" + paid + "]", "[" + pending + "]"), kept("[null]"));
    EXPECT_EQ(merged("[" + pending + ",null]", "[" + pending + "," + pending + "]"), kept("[null,null]"));
    EXPECT_EQ(merged("[1]", "[" + pending + "]"), kept("[1]"));
    EXPECT_EQ(merged(R"([{"status":"suspended"}])", "[" + pending + "]"), kept(R"([{"status":"suspended"}])"));
    EXPECT_EQ(merged("[1,2]", "[" + pending + ",7]"), kept("[1,2]"));
    EXPECT_EQ(merged("[]", "[" + pending + ",7]"), kept("[null,null]"));
    const std::string marked_more = R"({"__mastra_pending__":true,"x":1})";
    EXPECT_EQ(context_with(R"({"output":[1]})", R"({"output":[)" + marked_more + "]}"),
              R"({"output":[)" + marked_more + "]}");
}

TEST(merge_step_result, keeps_the_text_of_what_it_does_not_touch) {
    const json_text snapshot =
        json(R"({"z":1e21,"context":{"2":1,"1":{"n":0.1}},"a":"\u2028","requestContext":{"k":1}})");
    const auto merged = merge_step_result(snapshot, "__proto__", json("{}"), json(R"({"__proto__":5})")).value();
    EXPECT_EQ(merged.snapshot.text(),
              "{\"z\":1e+21,\"context\":{\"1\":{\"n\":0.1},\"2\":1,\"__proto__\":{}},\"a\":\"\u2028\","
              "\"requestContext\":{\"k\":1,\"__proto__\":5}}");
}

TEST(merge_step_result, refuses_a_snapshot_without_context) {
    for (const auto* snapshot : {"{}", R"({"context":null})", R"({"context":[]})", "null", "[]"}) {
        EXPECT_TRUE(
            merge_step_result(json(snapshot), "s", json("1"), json("{}")).error().is(store_errc::corrupt_record))
            << snapshot;
    }
    EXPECT_TRUE(merge_step_result(json(R"({"context":{}})"), "s", json("1"), json("[]"))
                    .error()
                    .is(store_errc::invalid_argument));
}

TEST(check_nesting, refuses_what_could_not_be_read_again) {
    const auto nested = [](std::size_t depth) {
        return json_text::trusted(std::string(depth, '[') + std::string(depth, ']'));
    };
    EXPECT_TRUE(check_nesting(nested(510), 2, "x").has_value());
    EXPECT_TRUE(check_nesting(nested(511), 2, "x").error().is(store_errc::invalid_argument));
    EXPECT_TRUE(check_nesting(json_text::trusted("{"), 0, "x").error().is(store_errc::invalid_argument));
}

TEST(thread_id_of, looks_at_the_first_suspended_step_and_then_at_the_input) {
    const std::string state = R"("status":"suspended","suspendPayload":{"__streamState":{"messageList":{"memoryInfo":)";
    const std::string input = R"("input":{"messageListState":{"memoryInfo":{"threadId":"in"}}})";
    struct {
        std::string context;
        std::optional<std::string> thread_id;
    } const cases[] = {
        {"{" + input + "}", "in"},
        {"{" + input + R"(,"a":{)" + state + R"({"threadId":"a"}}}}}})", "a"},
        {R"({"b":{)" + state + R"({"threadId":"b"}}}}},"a":{)" + state + R"({"threadId":"a"}}}}}})", "b"},
        {"{" + input + R"(,"a":{)" + state + R"({}}}}}})", std::nullopt},
        {"{" + input + R"(,"a":{"status":"suspended","suspendPayload":{"__streamState":null}}})", "in"},
        {"{" + input + R"(,"a":{"status":"success","suspendPayload":{"__streamState":{}}}})", "in"},
        {"{}", std::nullopt},
        {"null", std::nullopt},
    };
    for (const auto& [context, thread_id] : cases) {
        EXPECT_EQ(thread_id_of(json(R"({"context":)" + context + "}")), thread_id) << context;
    }
    EXPECT_EQ(thread_id_of(json("[]")), std::nullopt);
}

TEST(status_of, is_the_status_of_the_run) {
    EXPECT_EQ(status_of(json(R"({"context":{"status":"a"},"status":"b"})")), "b");
    EXPECT_EQ(status_of(json(R"({"status":1})")), std::nullopt);
    EXPECT_EQ(status_of(json("{}")), std::nullopt);
}

}  // namespace
}  // namespace mastra::stores
