#include "stores/observability/span_codec.hpp"

#include "stores/item_fields.hpp"
#include "stores/observability/span_entities.hpp"

#include <fmt/format.h>

#include <array>
#include <tuple>
#include <utility>

namespace mastra::stores {
namespace {

enum class json_shape { any, object, array };
struct text_field {
    std::string_view name;
    std::optional<std::string> span::*member;
};
struct json_field {
    std::string_view name;
    std::optional<json_text> span::*member;
    json_shape shape;
};

constexpr auto text_fields = std::to_array<text_field>({
#define MASTRA_SPAN_TEXT(member, name) {name, &span::member},
#include "mastra/stores/span_fields.def"
});
constexpr auto json_fields = std::to_array<json_field>({
#define MASTRA_SPAN_JSON(member, name, shape) {name, &span::member, json_shape::shape},
#include "mastra/stores/span_fields.def"
});

constexpr timestamp first_time{};
constexpr timestamp last_time{std::chrono::milliseconds(253402300799998)};  // the end of 9999, less 1 ms

error wrong(std::string_view member, std::string_view what) {
    return error(store_errc::invalid_argument, fmt::format("{} of a span {}", member, what));
}

template <class Table>
auto find_field(const Table& table, std::string_view name) -> decltype(&table.front()) {
    for (const auto& field : table) {
        if (field.name == name) {
            return &field;
        }
    }
    return nullptr;
}

result<void> check_shape(const json_field& field, const std::optional<json_text>& value) {
    if (value && field.shape == json_shape::object && !value->is_object()) {
        return wrong(field.name, "must be a JSON object");
    }
    if (value && field.shape == json_shape::array && value->text().front() != '[') {
        return wrong(field.name, "must be a JSON array");
    }
    return {};
}

result<std::string> text_in(std::string_view member, const json_text& value) {
    if (auto text = value.as_string()) {
        return *std::move(text);
    }
    return wrong(member, "must be a string");
}

result<timestamp> time_in(std::string_view member, const json_text& value) {
    const auto text = value.as_string();
    const auto time = text ? parse_timestamp(*text) : result<timestamp>(error(model_errc::invalid_timestamp));
    return time.has_value() ? time : result<timestamp>(wrong(member, "must be an ISO 8601 time"));
}

/// Members of a fixed type. Returns whether the name is one of them.
result<bool> set_fixed(span& value, std::string_view name, const json_text& given) {
    if (name == "name") {
        MASTRA_TRY(value.name, text_in(name, given));
    } else if (name == "spanType") {
        MASTRA_TRY(value.span_type, text_in(name, given));
    } else if (name == "startedAt") {
        MASTRA_TRY(value.started_at, time_in(name, given));
    } else if (name == "isEvent") {
        if (given.text() != "true" && given.text() != "false") {
            return wrong(name, "must be true or false");
        }
        value.is_event = given.text() == "true";
    } else {
        return false;
    }
    return true;
}

/// Members that null clears. Returns whether the name is one of them.
result<bool> set_optional(span& value, std::string_view name, const json_text& given) {
    const bool cleared = given.is_null();
    const text_field* text = find_field(text_fields, name);
    if (text != nullptr || name == "parentSpanId") {
        auto& member = text != nullptr ? value.*text->member : value.parent_span_id;
        member.reset();
        if (!cleared) {
            MASTRA_TRY(member, text_in(name, given));
        }
        return true;
    }
    if (name == "endedAt") {
        value.ended_at.reset();
        if (!cleared) {
            MASTRA_TRY(value.ended_at, time_in(name, given));
        }
        return true;
    }
    if (const json_field* json = find_field(json_fields, name)) {
        value.*json->member = cleared ? std::optional<json_text>() : given;
        MASTRA_CHECK(check_shape(*json, value.*json->member));
        return true;
    }
    return false;
}

result<void> set_member(span& value, std::string_view name, const json_text& given) {
    MASTRA_TRY(const bool fixed, set_fixed(value, name, given));
    if (fixed) {
        return {};
    }
    MASTRA_TRY(const bool known, set_optional(value, name, given));
    return known ? result<void>() : wrong(name, "is not known, or is set by the store");
}

result<void> check_time(std::string_view member, timestamp time) {
    return time < first_time || time > last_time ? wrong(member, "must lie in the years 1970 to 9999") : result<void>();
}

}  // namespace

span_status status_of(const span& value) noexcept {
    if (value.error) {
        return span_status::error;
    }
    return value.ended_at ? span_status::success : span_status::running;
}

std::string_view to_string(span_status status) noexcept {
    switch (status) {
        case span_status::running:
            return "running";
        case span_status::success:
            return "success";
        case span_status::error:
            break;
    }
    return "error";
}

result<span> span_of_json(const json_text& record) {
    auto members = json_object::parse(record.text());
    if (members.has_error()) {
        return error(store_errc::invalid_argument, "a span must be a JSON object");
    }
    span value;
    for (const auto& [name, given] : members->members()) {
        if (name == "traceId") {
            MASTRA_TRY(value.trace_id, text_in(name, given));
        } else if (name == "spanId") {
            MASTRA_TRY(value.span_id, text_in(name, given));
        } else if (name == "createdAt" || name == "updatedAt") {
            if (!given.is_null()) {
                MASTRA_TRY((name == "createdAt" ? value.created_at : value.updated_at), time_in(name, given));
            }
        } else {
            MASTRA_CHECK(set_member(value, name, given));
        }
    }
    for (const char* needed : {"name", "spanType", "startedAt"}) {
        if (members->find(needed) == nullptr) {
            return wrong(needed, "is missing");
        }
    }
    return value;
}

json_text to_json(const span& value) {
    const auto null = json_text::trusted("null");
    const auto text = [](std::string_view content) { return json_text::of_string(content); };
    const auto time = [&](timestamp when) { return text(to_iso_string(when)); };
    json_object object;
    object.set("traceId", text(value.trace_id));
    object.set("spanId", text(value.span_id));
    object.set("parentSpanId", value.parent_span_id ? text(*value.parent_span_id) : null);
    object.set("name", text(value.name));
    object.set("spanType", text(value.span_type));
    object.set("isEvent", json_text::trusted(value.is_event ? "true" : "false"));
    object.set("startedAt", time(value.started_at));
    object.set("endedAt", value.ended_at ? time(*value.ended_at) : null);
    for (const auto& field : text_fields) {
        object.set(field.name, value.*field.member ? text(*(value.*field.member)) : null);
    }
    for (const auto& field : json_fields) {
        object.set(field.name, (value.*field.member).value_or(null));
    }
    object.set("createdAt", time(value.created_at));
    object.set("updatedAt", time(value.updated_at));
    return object.to_text();
}

attribute_map to_attributes(const stored_span& value) {
    attribute_map item{{"createdAt", to_iso_string(value.created_at)},
                       {"isEvent", value.is_event},
                       {"name", value.name},
                       {"spanId", value.span_id},
                       {"spanType", value.span_type},
                       {"startedAt", to_iso_string(value.started_at)},
                       {"traceId", value.trace_id},
                       {"updatedAt", to_iso_string(value.updated_at)}};
    set_if(item, "parentSpanId", value.parent_span_id);
    if (value.ended_at) {
        item.set("endedAt", to_iso_string(*value.ended_at));
    }
    for (const auto& field : text_fields) {
        set_if(item, field.name, value.*field.member);
    }
    for (const auto& field : json_fields) {
        set_if(item, field.name, value.*field.member);
    }
    const std::string shard = shard_of(value.trace_id);
    const bool is_root = !value.parent_span_id;
    const bool is_listed = is_root || is_branch_type(value.span_type);
    if (is_listed) {
        item.set(is_root ? "listRoot" : "listBranch", shard);
        set_if(item, "listThread", value.thread_id);
    }
    if (is_listed && value.entity_id) {
        item.set("listEntity", list_entity(shard, *value.entity_id));
    }
    if (value.error) {
        item.set("listError", shard);
    }
    if (!value.applied.empty()) {
        item.set("mdb_applied", value.applied);
    }
    return item;
}

result<std::optional<stored_span>> to_stored_span(const attribute_map& item) {
    const std::string* trace_id = item.find_string("traceId");
    const std::string* span_id = item.find_string("spanId");
    if (trace_id == nullptr || span_id == nullptr || !item.contains("startedAt")) {
        return std::optional<stored_span>();
    }
    stored_span value;
    value.trace_id = *trace_id;
    value.span_id = *span_id;
    value.parent_span_id = text_of(item, "parentSpanId");
    value.name = text_of(item, "name").value_or("");
    value.span_type = text_of(item, "spanType").value_or("");
    const attribute_value* is_event = item.find("isEvent");
    value.is_event = is_event != nullptr && is_event->if_bool() != nullptr && *is_event->if_bool();
    MASTRA_TRY(value.started_at, time_of(item, "startedAt"));
    if (item.contains("endedAt")) {
        MASTRA_TRY(value.ended_at, time_of(item, "endedAt"));
    }
    for (const auto& field : text_fields) {
        value.*field.member = text_of(item, field.name);
    }
    for (const auto& field : json_fields) {
        value.*field.member = json_of(item, field.name);
    }
    MASTRA_TRY(value.created_at, time_of(item, "createdAt", value.started_at));
    MASTRA_TRY(value.updated_at, time_of(item, "updatedAt", value.created_at));
    value.applied = text_of(item, "mdb_applied").value_or("");
    return std::optional<stored_span>(std::move(value));
}

result<std::optional<span>> to_span(const attribute_map& item) {
    MASTRA_TRY(std::optional<stored_span> stored, to_stored_span(item));
    return stored ? std::optional<span>(std::move(*stored)) : std::optional<span>();
}

result<void> check_span(const span& value) {
    if (value.span_type.empty()) {
        return wrong("spanType", "must not be empty");
    }
    MASTRA_CHECK(check_time("startedAt", value.started_at));
    if (value.ended_at) {
        MASTRA_CHECK(check_time("endedAt", *value.ended_at));
    }
    for (const auto& field : json_fields) {
        MASTRA_CHECK(check_shape(field, value.*field.member));
    }
    return {};
}

result<void> apply_changes(span& value, const json_text& changes) {
    const auto members = json_object::parse(changes.text());
    if (members.has_error()) {
        return error(store_errc::invalid_argument, "the changes of a span must be a JSON object");
    }
    for (const auto& [name, given] : members->members()) {
        if (name == "traceId" || name == "spanId") {
            MASTRA_TRY(const std::string id, text_in(name, given));
            if (id != (name == "traceId" ? value.trace_id : value.span_id)) {
                return wrong(name, "cannot be changed");
            }
            continue;
        }
        MASTRA_CHECK(set_member(value, name, given));
    }
    return check_span(value);
}

std::vector<std::string> structure_attributes() {
    return {"traceId",   "spanId",    "parentSpanId", "name",       "spanType", "isEvent",
            "startedAt", "endedAt",   "error",        "entityType", "entityId", "entityName",
            "createdAt", "updatedAt", "mdb_applied",  "__edb_e__",  "__edb_v__"};
}

bool starts_before(const span& a, const span& b) noexcept {
    return std::tie(a.started_at, a.trace_id, a.span_id) < std::tie(b.started_at, b.trace_id, b.span_id);
}

}  // namespace mastra::stores
