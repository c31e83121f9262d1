// Every entity of the table in one place: attributes, then access patterns.
#include "mastra/stores/schema.hpp"

#include <string>
#include <utility>

namespace mastra::stores {

namespace {

using model::access_pattern;
using model::attribute_definition;
using model::attribute_type;
using model::entity_definition;
using names = std::vector<std::string>;

attribute_definition required(std::string name, attribute_type type = attribute_type::string) {
    return {.name = std::move(name), .type = type, .required = true};
}
attribute_definition optional(std::string name, attribute_type type = attribute_type::string) {
    return {.name = std::move(name), .type = type};
}
attribute_definition with_default(std::string name, const char* value) {
    return {.name = std::move(name), .default_value = value};
}

/// What every entity has, and then its own attributes.
std::vector<attribute_definition> attributes(std::vector<attribute_definition> own) {
    std::vector<attribute_definition> all{
        required("entity"),
        {.name = "createdAt", .required = true, .read_only = true},
        required("updatedAt"),
        optional("metadata", attribute_type::json),
        optional("ttl", attribute_type::number),
        optional("expiresAt", attribute_type::number),
    };
    all.insert(all.end(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
    return all;
}

access_pattern primary(names partition, names sort) {
    return {"primary", {}, {"pk", std::move(partition)}, {"sk", std::move(sort)}};
}
access_pattern index(std::string name, const std::string& index_name, names partition, names sort) {
    return {
        std::move(name), index_name, {index_name + "pk", std::move(partition)}, {index_name + "sk", std::move(sort)}};
}

entity_definition mastra_entity(std::string name, std::vector<attribute_definition> own,
                                std::vector<access_pattern> patterns) {
    return {.service = "mastra",
            .name = std::move(name),
            .version = "1",
            .attributes = attributes(std::move(own)),
            .access_patterns = std::move(patterns)};
}

entity_definition thread_definition() {
    return mastra_entity(
        "thread", {required("id"), required("resourceId"), required("title")},
        {primary({"entity", "id"}, {"id"}), index("byResource", "gsi1", {"entity", "resourceId"}, {"createdAt"})});
}

entity_definition message_definition() {
    return mastra_entity(
        "message",
        {required("id"), required("threadId"), required("content", attribute_type::json), required("role"),
         with_default("type", "text"), optional("resourceId"), optional("toolCallIds", attribute_type::json),
         optional("toolCallArgs", attribute_type::json), optional("toolNames", attribute_type::json)},
        {primary({"entity", "id"}, {"entity"}), index("byThread", "gsi1", {"entity", "threadId"}, {"createdAt"})});
}

entity_definition resource_definition() {
    return mastra_entity("resource", {required("id"), optional("workingMemory")},
                         {primary({"entity", "id"}, {"entity"})});
}

entity_definition workflow_snapshot_definition() {
    return mastra_entity("workflow_snapshot",
                         {required("workflow_name"), required("run_id"), required("snapshot", attribute_type::json),
                          optional("resourceId")},
                         {primary({"entity", "workflow_name"}, {"run_id"}),
                          index("gsi2", "gsi2", {"entity", "run_id"}, {"workflow_name"})});
}

entity_definition score_definition() {
    const auto json = attribute_type::json;
    return mastra_entity(
        "score",
        {required("id"),
         required("scorerId"),
         optional("traceId"),
         optional("spanId"),
         required("runId"),
         required("scorer", json),
         optional("extractStepResult", json),
         optional("preprocessPrompt"),
         optional("preprocessStepResult", json),
         optional("analyzeStepResult", json),
         required("score", attribute_type::number),
         optional("reason"),
         optional("extractPrompt"),
         optional("analyzePrompt"),
         optional("reasonPrompt"),
         optional("generateScorePrompt"),
         optional("generateReasonPrompt"),
         optional("input", json),  // upstream requires it on writing; Mastra and reading do not
         required("output", json),
         optional("additionalContext", json),
         optional("requestContext", json),
         optional("entityType"),
         optional("entityData", json),
         optional("entityId"),
         required("source"),
         optional("resourceId"),
         optional("threadId")},
        {primary({"entity", "id"}, {"entity"}), index("byScorer", "gsi1", {"entity", "scorerId"}, {"createdAt"}),
         index("byRun", "gsi2", {"entity", "runId"}, {"createdAt"}),
         index("byTrace", "gsi3", {"entity", "traceId"}, {"createdAt"}),
         index("byEntityData", "gsi4", {"entity", "entityId"}, {"createdAt"}),
         index("byResource", "gsi5", {"entity", "resourceId"}, {"createdAt"}),
         index("byThread", "gsi6", {"entity", "threadId"}, {"createdAt"}),
         index("bySpan", "gsi7", {"entity", "traceId", "spanId"}, {"createdAt"})});
}

entity_definition eval_definition() {
    const auto json = attribute_type::json;
    return mastra_entity(
        "eval",
        {required("input"), required("output"), required("result", json), required("agent_name"),
         required("metric_name"), required("instructions"), optional("test_info", json), required("global_run_id"),
         required("run_id"), required("created_at")},
        {primary({"entity", "run_id"}, {}), index("byAgent", "gsi1", {"entity", "agent_name"}, {"created_at"})});
}

entity_definition trace_definition() {
    const auto json = attribute_type::json;
    const auto number = attribute_type::number;
    return mastra_entity(
        "trace",
        {required("id"), optional("parentSpanId"), required("name"), required("traceId"), required("scope"),
         required("kind", number), optional("attributes", json), optional("status", json), optional("events", json),
         optional("links", json), optional("other"), required("startTime", number), required("endTime", number)},
        {primary({"entity", "id"}, {}), index("byName", "gsi1", {"entity", "name"}, {"startTime"}),
         index("byScope", "gsi2", {"entity", "scope"}, {"startTime"})});
}

}  // namespace

const model::entity& thread_entity() {
    static const model::entity entity(thread_definition());
    return entity;
}
const model::entity& message_entity() {
    static const model::entity entity(message_definition());
    return entity;
}
const model::entity& resource_entity() {
    static const model::entity entity(resource_definition());
    return entity;
}
const model::entity& workflow_snapshot_entity() {
    static const model::entity entity(workflow_snapshot_definition());
    return entity;
}
const model::entity& score_entity() {
    static const model::entity entity(score_definition());
    return entity;
}
const model::entity& eval_entity() {
    static const model::entity entity(eval_definition());
    return entity;
}
const model::entity& trace_entity() {
    static const model::entity entity(trace_definition());
    return entity;
}

const std::vector<const model::entity*>& all_entities() {
    static const std::vector<const model::entity*> all{
        &thread_entity(), &message_entity(), &resource_entity(), &workflow_snapshot_entity(),
        &score_entity(),  &eval_entity(),    &trace_entity()};
    return all;
}

}  // namespace mastra::stores
