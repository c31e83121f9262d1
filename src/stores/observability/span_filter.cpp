#include "stores/observability/span_filter.hpp"

#include "mastra/core/json_array.hpp"
#include "stores/observability/span_entities.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mastra::stores {
namespace {

using expression::attr;
using expression::condition;

struct filtered_field {
    std::string_view name;
    std::optional<std::string> span_filter::*member;
};
constexpr auto filtered_fields = std::to_array<filtered_field>({
    {"traceId", &span_filter::trace_id},
    {"spanType", &span_filter::span_type},
#define MASTRA_SPAN_TEXT(member, name) {name, &span_filter::member},
#include "mastra/stores/span_fields.def"
});

condition ended_in(const date_range& range) {
    const auto ended = attr("endedAt");
    condition all;
    if (range.start) {
        const attribute_value start(to_iso_string(*range.start));
        all = std::move(all) && (range.start_exclusive ? ended > start : ended >= start);
    }
    if (range.end) {
        const attribute_value end(to_iso_string(*range.end));
        all = std::move(all) && (range.end_exclusive ? ended < end : ended <= end);
    }
    return all;
}

condition has_status(span_status status) {
    switch (status) {
        case span_status::error:
            return attr("error").exists();
        case span_status::running:
            return attr("error").not_exists() && attr("endedAt").not_exists();
        case span_status::success:
            break;
    }
    return attr("error").not_exists() && attr("endedAt").exists();
}

bool members_match(const std::optional<json_text>& object, const std::vector<metadata_match>& matches) {
    if (matches.empty()) {
        return true;
    }
    const auto members = json_object::parse(object ? object->text() : "");
    return members.has_value() && std::ranges::all_of(matches, [&](const metadata_match& match) {
               const json_text* value = members->find(match.key);
               return value != nullptr && json_equal(*value, match.value);
           });
}

}  // namespace

condition to_condition(const span_filter& filter) {
    condition all = ended_in(filter.ended);
    for (const auto& field : filtered_fields) {
        if (const auto& wanted = filter.*field.member) {
            all = std::move(all) && attr(std::string(field.name)) == attribute_value(*wanted);
        }
    }
    return filter.status ? std::move(all) && has_status(*filter.status) : all;
}

bool needs_spans(const span_filter& filter) noexcept {
    return !filter.scope.empty() || !filter.metadata.empty() || !filter.tags.empty() ||
           filter.has_child_error.has_value();
}

bool json_matches(const span& value, const span_filter& filter) {
    if (!members_match(value.scope, filter.scope) || !members_match(value.metadata, filter.metadata)) {
        return false;
    }
    if (filter.tags.empty()) {
        return true;
    }
    const auto tags = parse_json_array(value.tags ? value.tags->text() : "[]");
    return tags.has_value() && std::ranges::all_of(filter.tags, [&](const std::string& wanted) {
               return std::ranges::find(*tags, json_text::of_string(wanted)) != tags->end();
           });
}

condition is_branch(const span_filter& filter) {
    if (filter.span_type && is_branch_type(*filter.span_type)) {
        return {};  // to_condition has it
    }
    std::vector<attribute_value> types;
    for (const auto type : branch_span_types) {
        types.emplace_back(type);
    }
    return attr("spanType").in(std::move(types));
}

}  // namespace mastra::stores
