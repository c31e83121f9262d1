// The seven entities of the table. Their keys are compared with upstream's own entities in tests/electrodb.
#include "mastra/stores/schema.hpp"

#include "mastra/model/operations.hpp"

#include <gtest/gtest.h>

namespace mastra::stores {
namespace {

TEST(schema, has_the_seven_entities_of_the_contract) {
    std::vector<std::string> names;
    for (const auto* entity : all_entities()) {
        names.push_back(entity->name());
    }
    EXPECT_EQ(names, (std::vector<std::string>{"thread", "message", "resource", "workflow_snapshot", "score", "eval",
                                               "trace"}));
}

TEST(schema, gives_the_raw_thread_of_the_contract) {
    const auto item = thread_entity().to_item({{"id", "Th Read#Ä-日本-ID"},
                                               {"resourceId", "Res Öne#X"},
                                               {"title", "t"},
                                               {"createdAt", "2024-01-02T03:04:05.678Z"},
                                               {"updatedAt", "2024-01-02T03:04:05.678Z"}});
    EXPECT_EQ(*item->find_string("pk"), "$mastra#entity_thread#id_th read#ä-日本-id");
    EXPECT_EQ(*item->find_string("sk"), "$thread_1#id_th read#ä-日本-id");
    EXPECT_EQ(*item->find_string("gsi1pk"), "$mastra#entity_thread#resourceid_res öne#x");
    EXPECT_EQ(*item->find_string("gsi1sk"), "$thread_1#createdat_2024-01-02t03:04:05.678z");
    EXPECT_EQ(*item->find_string("__edb_e__"), "thread");
    EXPECT_EQ(*item->find_string("entity"), "thread");
}

TEST(schema, writes_all_fourteen_index_keys_of_a_score_also_where_ids_are_empty) {
    const auto item = score_entity().to_item({{"id", "s"},
                                              {"scorerId", "sc"},
                                              {"runId", "r"},
                                              {"traceId", ""},
                                              {"spanId", ""},
                                              {"entityId", "e"},
                                              {"resourceId", ""},
                                              {"threadId", ""},
                                              {"scorer", "{}"},
                                              {"score", 1},
                                              {"input", "{}"},
                                              {"output", "{}"},
                                              {"source", "LIVE"},
                                              {"createdAt", "2024"},
                                              {"updatedAt", "2024"}});
    EXPECT_EQ(*item->find_string("gsi3pk"), "$mastra#entity_score#traceid_");
    EXPECT_EQ(*item->find_string("gsi7pk"), "$mastra#entity_score#traceid_#spanid_");
    EXPECT_EQ(*item->find_string("gsi7sk"), "$score_1#createdat_2024");
}

TEST(schema, has_constant_sort_keys_where_upstream_has) {
    EXPECT_EQ(*eval_entity().key({{"run_id", "R"}})->find_string("sk"), "$eval_1");
    EXPECT_EQ(*trace_entity().key({{"id", "T"}})->find_string("sk"), "$trace_1");
    EXPECT_EQ(*message_entity().key({{"id", "M"}})->find_string("sk"), "$message_1#entity_message");
}

TEST(schema, keeps_the_creation_time_of_a_resource_but_not_of_a_thread) {
    const auto of = [](const model::entity& entity, attribute_map own) {
        own.set("createdAt", "2024");
        own.set("updatedAt", "2024");
        return entity.upsert(std::move(own)).params("t")->update_expression;
    };
    EXPECT_NE(of(resource_entity(), {{"id", "r"}}).find("if_not_exists"), std::string::npos);
    EXPECT_EQ(of(thread_entity(), {{"id", "t"}, {"resourceId", "r"}, {"title", "x"}}).find("if_not_exists"),
              std::string::npos);
}

}  // namespace
}  // namespace mastra::stores
