// Entities for the model's tests: every kind of attribute and index that a definition can have.
#pragma once

#include "mastra/model/entity.hpp"

namespace mastra::model::test {

/// Like the table's messages: the sort key is constant, one index, a read-only attribute in it.
inline entity_definition note_definition() {
    return {.service = "Shop",
            .name = "note",
            .version = "1",
            .attributes = {{.name = "entity", .required = true},
                           {.name = "id", .required = true},
                           {.name = "ownerId", .required = true},
                           {.name = "createdAt", .required = true, .read_only = true},
                           {.name = "firstSeen", .read_only = true},
                           {.name = "kind", .default_value = "text"},
                           {.name = "body", .type = attribute_type::json},
                           {.name = "views", .type = attribute_type::number},
                           {.name = "open", .type = attribute_type::boolean},
                           {.name = "extra", .type = attribute_type::any}},
            .access_patterns = {{"primary", {}, {"pk", {"entity", "id"}}, {"sk", {"entity"}}},
                                {"byOwner", "gsi1", {"gsi1pk", {"entity", "ownerId"}}, {"gsi1sk", {"createdAt"}}}}};
}
inline entity note() {
    return entity(note_definition());
}

/// Two ids in the primary key, and indexes on optional attributes, one of two of them.
inline entity step() {
    return entity({.service = "shop",
                   .name = "step",
                   .version = "2",
                   .attributes = {{.name = "entity", .required = true},
                                  {.name = "flow", .required = true},
                                  {.name = "run", .required = true},
                                  {.name = "trace"},
                                  {.name = "span"},
                                  {.name = "at", .type = attribute_type::number},
                                  {.name = "part", .type = attribute_type::number}},
                   .access_patterns = {{"primary", {}, {"pk", {"entity", "flow"}}, {"sk", {"run"}}},
                                       {"bySpan", "gsi1", {"gsi1pk", {"trace", "span"}}, {"gsi1sk", {"at", "part"}}},
                                       {"byRun", "gsi2", {"gsi2pk", {"entity", "run"}}, {"gsi2sk", {"flow"}}}}});
}

inline attribute_map a_note() {
    return {{"id", "Note-1"}, {"ownerId", "Ann"}, {"createdAt", "2024-01-02T03:04:05.678Z"}};
}

}  // namespace mastra::model::test
