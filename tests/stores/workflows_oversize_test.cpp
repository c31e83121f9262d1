// Runs whose snapshots do not fit DynamoDB's 400 KB, or just so (contract section 5, row 28; pain 1).
#include "stores/spill.hpp"
#include "stores/workflows/run_record.hpp"
#include "stores/workflows_fixture.hpp"

#include "mastra/core/limits.hpp"

#include <fmt/format.h>

namespace mastra::test {
namespace {

using oversize_run_test = workflows_test;

json_text snapshot_of(std::size_t bytes, unsigned seed = 1) {
    const std::string frame = R"({"status":"running","context":{},"text":""})";
    std::string text = frame;
    text.insert(text.size() - 2, noise(bytes - frame.size(), seed));
    return json_text::trusted(text);
}

std::string step_result(std::size_t bytes, unsigned seed) {
    return R"({"output":")" + noise(bytes, seed) + "\"}";
}

TEST_F(oversize_run_test, row_28_snapshots_of_ten_megabytes_come_back_byte_for_byte) {
    const json_text compressible = json("{\"text\":\"" + std::string(10'000'000, 'x') + "\"}");
    for (const json_text& snapshot : {compressible, snapshot_of(10'000'000)}) {
        persist("flow", "r1", snapshot, at(0), "user-1");
        EXPECT_TRUE(ok(runs.load_workflow_snapshot("flow", "r1")) == snapshot);
        EXPECT_TRUE(get("flow", "r1").snapshot == snapshot);
        EXPECT_TRUE(ok(runs.get_workflow_run_by_id("r1"))->snapshot == snapshot);
        EXPECT_TRUE(list({}).runs.at(0).snapshot == snapshot);
    }
    persist("flow", "r1", json("{}"));
    EXPECT_EQ(get("flow", "r1").resource_id, "user-1");
    EXPECT_EQ(raw_items().size(), 1U);
}

TEST_F(oversize_run_test, updates_and_filters_see_the_whole_snapshot) {
    persist("flow", "r1", snapshot_of(900'000), at(0), "user-1");
    update("flow", "r1", "a", step_result(500'000, 2));
    ok(runs.update_workflow_state({"flow", "r1", json(R"({"status":"suspended"})")}));
    const auto merged = update("flow", "r1", "b", "1");
    EXPECT_EQ(merged.text(), R"({"a":)" + step_result(500'000, 2) + R"(,"b":1})");
    EXPECT_GT(get("flow", "r1").snapshot.text().size(), 1'400'000U);
    stores::workflow_run_query query;
    query.status = "suspended";
    query.page = 0;
    query.per_page = 10;
    EXPECT_EQ(list(query).runs.at(0).resource_id, "user-1");
    query.status = "running";
    EXPECT_EQ(list(query).total, 0);
    EXPECT_EQ(raw_items("$mastra#PART_").size(), 3U);  // those of the last value only
}

// By the rules of item sizes, every byte from 390 kB to 410 kB: what fits is plain, nothing else is. Under
// ThreadSanitizer each takes a hundred times as long, and there is but one thread: a sample will do.
TEST(oversize_run, is_plain_exactly_up_to_the_limit) {
#if defined(__SANITIZE_THREAD__)
    constexpr std::size_t step = 101;
#else
    constexpr std::size_t step = 1;
#endif
    stores::workflow_run run;
    run.workflow_name = "flow";
    run.run_id = "r1";
    const std::string text = snapshot_of(410'000).text();
    for (std::size_t bytes = 390'000; bytes <= 410'000; bytes += step) {
        run.snapshot = json_text::trusted(text.substr(0, bytes - 2) + "\"}");
        const auto item = stores::workflow_snapshot_kind().entity().to_item(stores::to_attributes(run)).value();
        const bool fits = item_size(item) <= limits::max_item_bytes;
        const auto fitted = stores::make_fit(stores::workflow_snapshot_kind(), item, 1'000'000).value();
        ASSERT_EQ(fitted.item == item, fits) << bytes;
        ASSERT_LE(item_size(fitted.item), limits::max_item_bytes) << bytes;
    }
}

// The same against DynamoDB, around the limit: of a new run, of one with traces of earlier updates, and of one that
// keeps its resource.
TEST_F(oversize_run_test, every_size_around_the_limit_is_stored_and_what_fits_is_plain) {
    persist("flow", "r1", snapshot_of(1000));
    const std::size_t rest = item_size(raw_items().front()) - 1000;
    const std::size_t resource = std::string("resourceIduser-1").size();
    persist("flow", "kept", snapshot_of(1000), at(0), "user-1");
    for (int over = -26; over <= 4; ++over) {
        const auto bytes = static_cast<std::size_t>(static_cast<int>(limits::max_item_bytes - rest) + over);
        const json_text value = snapshot_of(bytes, static_cast<unsigned>(over + 100));
        persist("flow", "r1", value);
        update("flow", "r1", "s", fmt::format("{}", over + 26));
        persist("flow", "r1", value);
        persist("flow", "kept", value);
        for (const auto* id : {"r1", "kept"}) {
            EXPECT_TRUE(ok(runs.load_workflow_snapshot("flow", id)) == value) << id << " " << over;
        }
        const std::string pk = "$mastra#entity_workflow_snapshot#workflow_name_flow";
        EXPECT_EQ(raw_item(pk, "$workflow_snapshot_1#run_id_r1")->contains("mdb_spill"), over > 0) << over;
        EXPECT_EQ(get("flow", "kept").resource_id, "user-1");
        const auto kept = *raw_item(pk, "$workflow_snapshot_1#run_id_kept");
        const int longer = static_cast<int>(resource) + 3 * 2;  // "kept" for "r1" in three attributes
        EXPECT_EQ(kept.contains("mdb_spill"), over + longer > 0) << over;
    }
}

TEST_F(oversize_run_test, what_was_replaced_or_deleted_leaves_no_parts) {
    for (const std::size_t bytes : {900'000U, 800'000U, 1000U}) {
        persist("flow", "r1", snapshot_of(bytes));
        EXPECT_EQ(raw_items("$mastra#PART_").size(), bytes > 400'000 ? 2U : 0U) << bytes;
    }
    persist("flow", "r1", snapshot_of(900'000));
    update("flow", "r1", "s", "1");
    EXPECT_EQ(raw_items("$mastra#PART_").size(), 2U);
    ok(runs.delete_workflow_run_by_id("r1", "flow"));
    EXPECT_TRUE(raw_items().empty());
}

// Upstream replaces the stand-in as a whole: its snapshot counts.
TEST_F(oversize_run_test, what_upstream_writes_over_an_oversize_snapshot_counts) {
    persist("flow", "r1", snapshot_of(900'000));
    auto item = raw_items("$mastra#entity").front();
    item.set("snapshot", R"({"status":"success","context":{}})");
    put_raw(item);
    EXPECT_EQ(ok(runs.load_workflow_snapshot("flow", "r1"))->text(), R"({"status":"success","context":{}})");
    stores::workflow_run_query query;
    query.status = "success";
    EXPECT_EQ(list(query).total, 1);
    update("flow", "r1", "s", "1");
    EXPECT_EQ(raw_items().size(), 1U);
}

}  // namespace
}  // namespace mastra::test
