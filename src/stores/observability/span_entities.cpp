#include "stores/observability/span_entities.hpp"

#include "mastra/core/sha256.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace mastra::stores {
namespace {

using model::access_pattern;
using model::attribute_definition;
using model::attribute_type;
using names = std::vector<std::string>;

constexpr std::string_view hexadecimal = "0123456789abcdef";

attribute_definition required(std::string name, attribute_type type = attribute_type::string) {
    return {.name = std::move(name), .type = type, .required = true};
}
attribute_definition optional(std::string name, attribute_type type = attribute_type::string) {
    return {.name = std::move(name), .type = type};
}

model::entity_definition own_entity(std::string name, std::vector<attribute_definition> attributes,
                                    std::vector<access_pattern> patterns) {
    return {.service = "mastra",
            .name = std::move(name),
            .version = "1",
            .attributes = std::move(attributes),
            .access_patterns = std::move(patterns),
            .keeps_case = true};
}

access_pattern primary(names sort) {
    return {"primary", {}, {"pk", {"traceId"}}, {"sk", std::move(sort)}};
}
/// Sparse: only items with the attribute are in it. The sort key tells every row from every other.
access_pattern list(std::string name, const std::string& index, std::string partition, names sort) {
    return {std::move(name), index, {index + "pk", {std::move(partition)}}, {index + "sk", std::move(sort)}};
}

std::vector<attribute_definition> span_attributes() {
    std::vector<attribute_definition> all{
        required("traceId"),    required("spanId"),     optional("parentSpanId"),
        required("name"),       required("spanType"),   required("isEvent", attribute_type::boolean),
        required("startedAt"),  optional("endedAt"),    required("createdAt"),
        required("updatedAt"),  optional("listRoot"),   optional("listBranch"),
        optional("listEntity"), optional("listThread"), optional("listError"),
        optional("mdb_applied")};
#define MASTRA_SPAN_TEXT(member, name) all.push_back(optional(name));
#define MASTRA_SPAN_JSON(member, name, shape) all.push_back(optional(name, attribute_type::json));
#include "mastra/stores/span_fields.def"
    return all;
}

}  // namespace

const model::entity& span_entity() {
    const names by_time{"startedAt", "traceId", "spanId"};
    static const model::entity entity(
        own_entity("mdb_span", span_attributes(),
                   {primary({"spanId"}), list("roots", "gsi1", "listRoot", by_time),
                    list("branches", "gsi2", "listBranch", by_time), list("by_entity", "gsi3", "listEntity", by_time),
                    list("by_thread", "gsi4", "listThread", by_time),
                    list("errors", "gsi5", "listError", {"traceId", "spanId"})}));
    return entity;
}

const model::entity& waiting_update_entity() {
    static const model::entity entity(own_entity("mdb_span_update",
                                                 {required("traceId"), required("spanId"), required("createdAt"),
                                                  required("token"), required("changes", attribute_type::json)},
                                                 {primary({"spanId", "createdAt", "token"})}));
    return entity;
}

const model::entity& waiting_mark_entity() {
    static const model::entity entity(own_entity("mdb_span_mark", {required("traceId")}, {primary({})}));
    return entity;
}

const item_kind& span_kind() {
    // `error` stays in the item: lists and trees show it without fetching parts.
    static const item_kind kind{entity_kind::trace,
                                &span_entity,
                                {{"input", spill_form::text},
                                 {"output", spill_form::text},
                                 {"attributes", spill_form::text},
                                 {"metadata", spill_form::text},
                                 {"requestContext", spill_form::text},
                                 {"links", spill_form::text}}};
    return kind;
}

const item_kind& waiting_update_kind() {
    static const item_kind kind{entity_kind::trace, &waiting_update_entity, {{"changes", spill_form::text}}};
    return kind;
}

const item_kind& waiting_mark_kind() {
    static const item_kind kind{entity_kind::trace, &waiting_mark_entity, {}};
    return kind;
}

record_id span_record_id(const std::string& trace_id, const std::string& span_id) {
    return record_id(attribute_map{{"spanId", span_id}, {"traceId", trace_id}});
}

record_id trace_record_id(const std::string& trace_id) {
    return record_id(attribute_map{{"traceId", trace_id}});
}

std::string shard_of(std::string_view trace_id) {
    const auto digit = hexadecimal.find(sha256_hex(trace_id).front());
    return std::to_string(digit % span_shards);
}

std::string list_entity(std::string_view shard, std::string_view entity_id) {
    return fmt::format("{}#{}", shard, entity_id);
}

bool is_branch_type(std::string_view span_type) noexcept {
    return std::find(branch_span_types.begin(), branch_span_types.end(), span_type) != branch_span_types.end();
}

}  // namespace mastra::stores
