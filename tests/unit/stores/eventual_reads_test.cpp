// Eventually consistent reads before a write: what is a moment behind must not decide anything.
#include "mastra/client/run_blocking.hpp"
#include "mastra/stores/memory_store.hpp"
#include "mastra/stores/workflows_store.hpp"
#include "unit/client/scripted_client.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mastra::stores {
namespace {

using client::test::reply;
using testing_client = client::test::scripted_client;

constexpr std::string_view thread_item =
    R"({"pk":{"S":"$mastra#entity_thread#id_t"},"sk":{"S":"$thread_1#id_t"},"entity":{"S":"thread"},"id":{"S":"t"},)"
    R"("resourceId":{"S":"r"},"title":{"S":"a title"},"metadata":{"S":"{\"a\":1}"},)"
    R"("createdAt":{"S":"2026-01-01T00:00:00.000Z"},"updatedAt":{"S":"2026-01-01T00:00:00.000Z"},)"
    R"("__edb_e__":{"S":"thread"},"__edb_v__":{"S":"1"}})";

std::string run_item(std::string_view status) {
    return R"({"pk":{"S":"$mastra#entity_workflow_snapshot#workflow_name_w"},"sk":{"S":"$workflow_snapshot_1#run_id_r"},)"
           R"("entity":{"S":"workflow_snapshot"},"workflow_name":{"S":"w"},"run_id":{"S":"r"},"snapshot":{"S":"{\"status\":\")" +
           std::string(status) +
           R"(\",\"context\":{}}"},"createdAt":{"S":"2026-01-01T00:00:00.000Z"},"updatedAt":{"S":"2026-01-01T00:00:00.000Z"},)"
           R"("__edb_e__":{"S":"workflow_snapshot"},"__edb_v__":{"S":"1"}})";
}

std::string message_item(std::string_view id) {
    return R"({"pk":{"S":"$mastra#entity_message#id_)" + std::string(id) +
           R"("},"sk":{"S":"$message_1#entity_message"},"entity":{"S":"message"},"id":{"S":")" + std::string(id) +
           R"("},"threadId":{"S":""},"__edb_e__":{"S":"message"},"__edb_v__":{"S":"1"}})";
}

std::string with_item(std::string_view member, std::string_view item) {
    return "{\"" + std::string(member) + "\":" + std::string(item) + "}";
}

class eventual_reads : public testing_client {
protected:
    eventual_reads() {
        settings.table_name = "memory";
        settings.consistent_reads = false;
    }

    [[nodiscard]] memory_store memory() { return {make_client(), settings}; }
    [[nodiscard]] workflows_store workflows() { return {make_client(), settings}; }

    /// By request: "GetItem", or "GetItem strong".
    [[nodiscard]] std::vector<std::string> sent() const {
        std::vector<std::string> all = record_names;
        for (std::size_t i = 0; i < all.size(); ++i) {
            all[i] +=
                http->requests()[i].body.view().find("\"ConsistentRead\":true") != std::string::npos ? " strong" : "";
        }
        return all;
    }
    using names = std::vector<std::string>;

    store_config settings;
};

TEST_F(eventual_reads, an_update_of_what_was_found_needs_one_read) {
    http->then(reply(200, with_item("Item", thread_item))).then(reply(200, with_item("Attributes", thread_item)));
    EXPECT_TRUE(
        run_blocking(context, memory().update_thread(thread_update("t", "b", json_text::trusted("{}")))).has_value());
    EXPECT_EQ(sent(), (names{"GetItem", "UpdateItem"}));
}

TEST_F(eventual_reads, an_update_of_what_was_not_found_looks_again) {
    http->then(reply(200, "{}"))
        .then(reply(200, with_item("Item", thread_item)))
        .then(reply(200, with_item("Attributes", thread_item)));
    EXPECT_TRUE(
        run_blocking(context, memory().update_thread(thread_update("t", "b", json_text::trusted("{}")))).has_value());
    EXPECT_EQ(sent(), (names{"GetItem", "GetItem strong", "UpdateItem"}));
}

TEST_F(eventual_reads, a_status_that_is_not_the_expected_one_is_looked_at_again) {
    http->then(reply(200, with_item("Item", run_item("running"))))
        .then(reply(200, with_item("Item", run_item("suspended"))))
        .then(reply(200, with_item("Attributes", run_item("running"))));
    workflow_state_change change("w", "r", json_text::trusted(R"({"status":"running"})"));
    change.expected_status = std::vector<std::string>(1, "suspended");
    const auto won = run_blocking(context, workflows().update_workflow_state(std::move(change)));
    ASSERT_TRUE(won.has_value());
    EXPECT_TRUE(won->has_value());
    EXPECT_EQ(sent(), (names{"GetItem", "GetItem strong", "UpdateItem"}));
}

TEST_F(eventual_reads, messages_that_were_not_found_are_looked_for_again_before_the_rest_is_deleted) {
    const auto found = [](std::string_view id) {
        return reply(200, with_item("Responses", with_item("memory", "[" + message_item(id) + "]")));
    };
    http->then(found("old")).then(found("new")).then(reply(200, R"({"UnprocessedItems":{}})"));
    std::vector<std::string> ids;
    ids.emplace_back("old");
    ids.emplace_back("new");
    EXPECT_TRUE(run_blocking(context, memory().delete_messages(std::move(ids))).has_value());
    EXPECT_EQ(sent(), (names{"BatchGetItem", "BatchGetItem strong", "BatchWriteItem"}));
    const std::string_view deleted = http->requests().back().body;
    EXPECT_NE(deleted.find("#id_old"), std::string::npos);
    EXPECT_NE(deleted.find("#id_new"), std::string::npos);
    EXPECT_EQ(http->requests()[1].body.view().find("#id_old"), std::string::npos);
}

TEST_F(eventual_reads, are_not_made_by_default) {
    settings.consistent_reads = true;
    http->then(reply(200, with_item("Item", thread_item))).then(reply(200, with_item("Attributes", thread_item)));
    EXPECT_TRUE(
        run_blocking(context, memory().update_thread(thread_update("t", "b", json_text::trusted("{}")))).has_value());
    EXPECT_EQ(sent(), (names{"GetItem strong", "UpdateItem"}));
}

}  // namespace
}  // namespace mastra::stores
