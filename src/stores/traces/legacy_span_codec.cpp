#include "stores/traces/legacy_span_codec.hpp"

#include "mastra/stores/schema.hpp"
#include "stores/item_fields.hpp"

#include <array>
#include <utility>

namespace mastra::stores {
namespace {

struct json_field {
    std::string_view name;
    std::optional<json_text> legacy_span::*member;
};
constexpr std::array json_fields{
    json_field{"attributes", &legacy_span::attributes},
    json_field{"status", &legacy_span::status},
    json_field{"events", &legacy_span::events},
    json_field{"links", &legacy_span::links},
};

}  // namespace

const item_kind& legacy_span_kind() {
    static const item_kind kind{entity_kind::trace,
                                &trace_entity,
                                {{"attributes", spill_form::json_object},
                                 {"events", spill_form::text},
                                 {"links", spill_form::text},
                                 {"other", spill_form::text}}};
    return kind;
}

attribute_map to_attributes(const legacy_span& value) {
    attribute_map item{{"createdAt", to_iso_string(value.created_at)},
                       {"endTime", value.end_time},
                       {"id", value.id},
                       {"kind", value.kind},
                       {"name", value.name},
                       {"scope", value.scope},
                       {"startTime", value.start_time},
                       {"traceId", value.trace_id},
                       {"updatedAt", to_iso_string(value.updated_at)}};
    set_if(item, "parentSpanId", value.parent_span_id);
    set_if(item, "other", value.other);
    for (const auto& field : json_fields) {
        set_if(item, field.name, value.*field.member);
    }
    return item;
}

result<std::optional<legacy_span>> to_legacy_span(const attribute_map& item) {
    const std::string* id = item.find_string("id");
    const number* start = item.find_number("startTime");
    const number* end = item.find_number("endTime");
    if (id == nullptr || start == nullptr || end == nullptr || !item.contains("createdAt")) {
        return std::optional<legacy_span>();
    }
    legacy_span value;
    value.id = *id;
    value.parent_span_id = text_of(item, "parentSpanId");
    value.name = text_of(item, "name").value_or("");
    value.trace_id = text_of(item, "traceId").value_or("");
    value.scope = text_of(item, "scope").value_or("");
    const number* kind = item.find_number("kind");
    value.kind = kind != nullptr ? kind->to_int64().value_or(0) : 0;
    for (const auto& field : json_fields) {
        value.*field.member = json_of(item, field.name);
    }
    value.other = text_of(item, "other");
    value.start_time = *start;
    value.end_time = *end;
    MASTRA_TRY(value.created_at, time_of(item, "createdAt"));
    MASTRA_TRY(value.updated_at, time_of(item, "updatedAt", value.created_at));
    return std::optional<legacy_span>(std::move(value));
}

}  // namespace mastra::stores
