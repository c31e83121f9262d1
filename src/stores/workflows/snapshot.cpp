#include "stores/workflows/snapshot.hpp"

#include "mastra/core/json_array.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <initializer_list>
#include <utility>
#include <vector>

namespace mastra::stores {
namespace {

/// An element of an `output` that resets its slot.
constexpr std::string_view pending_marker = R"({"__mastra_pending__":true})";

bool is_pending(const json_text& value) {
    return value.text() == pending_marker;
}

/// The members of an object; none for anything else.
json_object members_of(const json_text* value) {
    auto parsed = value ? json_object::parse(value->text()) : result<json_object>(json_object());
    return parsed.has_value() ? *std::move(parsed) : json_object();
}

std::optional<json_text> member_at(const json_text& value, std::initializer_list<std::string_view> path) {
    std::optional<json_text> at = value;
    for (const auto name : path) {
        const json_object object = members_of(&*at);
        const json_text* member = object.find(name);
        if (member == nullptr) {
            return std::nullopt;
        }
        at = *member;
    }
    return at;
}

std::optional<std::string> string_at(const json_text& value, std::initializer_list<std::string_view> path) {
    const auto member = member_at(value, path);
    return member ? member->as_string() : std::nullopt;
}

/// As JavaScript sees it.
bool is_truthy(const std::optional<json_text>& value) {
    static constexpr std::array<std::string_view, 4> falsy{"null", "false", "0", "\"\""};
    return value && std::ranges::find(falsy, value->text()) == falsy.end();
}

bool is_suspended(const json_object& step) {
    const json_text* status = step.find("status");
    return status != nullptr && status->text() == R"("suspended")";
}

bool is_suspended_result(const json_text& value) {
    const json_object step = members_of(&value);
    return is_suspended(step) && (step.find("suspendPayload") != nullptr || step.find("suspendedAt") != nullptr);
}

bool may_be_reset(const json_text& old_value) {
    return old_value.is_null() || is_pending(old_value) || is_suspended_result(old_value);
}

using json_values = std::vector<json_text>;

bool has_pending(const json_values& values) {
    return std::ranges::any_of(values, is_pending);
}

/// Slots of `added` win over those of `stored`, except null. With a marker anywhere in it, `added` only resets slots:
/// it comes from a step that begins again, and what others finished meanwhile must stay.
json_values merged_output(json_values stored, const json_values& added) {
    const bool resets = has_pending(added);
    const std::size_t known = stored.size();
    stored.resize(std::max(known, added.size()));
    for (std::size_t i = 0; i < added.size(); ++i) {
        if (is_pending(added[i])) {
            if (i >= known || may_be_reset(stored[i])) {
                stored[i] = json_text();
            }
        } else if (!added[i].is_null() && !resets) {
            stored[i] = added[i];
        }
    }
    return stored;
}

std::optional<json_values> output_of(const json_object& step) {
    const json_text* output = step.find("output");
    auto values = output ? parse_json_array(output->text()) : result<json_values>(error(model_errc::invalid_json));
    return values.has_value() ? std::optional(*std::move(values)) : std::nullopt;
}

json_text merged_result(const json_text* stored, const json_text& added) {
    json_object step = members_of(stored);
    const json_object change = members_of(&added);
    auto old_output = output_of(step);
    const auto new_output = output_of(change);
    if (!old_output || !new_output) {
        return added;
    }
    if (!has_pending(*new_output)) {
        step.merge(change);
    }
    step.set("output", to_json_array(merged_output(*std::move(old_output), *new_output)));
    return step.to_text();
}

result<json_object> parsed_snapshot(const json_text& snapshot) {
    auto parsed = json_object::parse(snapshot.text());
    if (parsed.has_error()) {
        return error(store_errc::corrupt_record, "the stored snapshot is no JSON object");
    }
    return parsed;
}

result<json_object> parsed_argument(const json_text& value, std::string_view name) {
    auto parsed = json_object::parse(value.text());
    if (parsed.has_error()) {
        return error(store_errc::invalid_argument, fmt::format("{} must be a JSON object", name));
    }
    return parsed;
}

}  // namespace

json_text pending_snapshot(std::string_view run_id, timestamp now) {
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(now.time_since_epoch()).count();
    return json_text::trusted(fmt::format(
        R"({{"context":{{}},"activePaths":[],"timestamp":{},"suspendedPaths":{{}},"activeStepsPath":{{}},)"
        R"("resumeLabels":{{}},"serializedStepGraph":[],"status":"pending","value":{{}},"waitingPaths":{{}},)"
        R"("runId":{},"requestContext":{{}}}})",
        milliseconds, json_text::of_string(run_id).text()));
}

result<merged_step> merge_step_result(const json_text& snapshot, std::string_view step_id, const json_text& step_result,
                                      const json_text& request_context) {
    MASTRA_TRY(json_object whole, parsed_snapshot(snapshot));
    MASTRA_TRY(const json_object added_context, parsed_argument(request_context, "the request context"));
    const json_text* stored_context = whole.find("context");
    if (stored_context == nullptr || !stored_context->is_object()) {
        return error(store_errc::corrupt_record,
                     "the stored snapshot has no context to put a result into; persist a whole snapshot first");
    }
    json_object context = members_of(stored_context);
    context.set(step_id, merged_result(context.find(step_id), step_result));
    json_object requests = members_of(whole.find("requestContext"));
    requests.merge(added_context);
    merged_step merged;
    merged.context = context.to_text();
    whole.set("context", merged.context);
    whole.set("requestContext", requests.to_text());
    merged.snapshot = whole.to_text();
    return merged;
}

result<json_text> merge_state(const json_text& snapshot, const json_text& changes) {
    MASTRA_TRY(json_object whole, parsed_snapshot(snapshot));
    MASTRA_TRY(const json_object added, parsed_argument(changes, "the changes of a state"));
    whole.merge(added);
    return whole.to_text();
}

result<void> check_nesting(const json_text& value, int levels, std::string_view name) {
    const auto depth = static_cast<std::size_t>(levels);
    if (json_text::parse(std::string(depth, '[') + value.text() + std::string(depth, ']')).has_error()) {
        return error(store_errc::invalid_argument, fmt::format("{} is no JSON, or nested too deeply", name));
    }
    return {};
}

std::optional<std::string> status_of(const json_text& snapshot) {
    return string_at(snapshot, {"status"});
}

std::optional<std::string> thread_id_of(const json_text& snapshot) {
    const auto context = member_at(snapshot, {"context"});
    if (!context) {
        return std::nullopt;
    }
    const json_object steps = members_of(&*context);
    for (const auto& [name, step] : steps.members()) {
        const auto state = is_suspended(members_of(&step)) ? member_at(step, {"suspendPayload", "__streamState"})
                                                           : std::optional<json_text>();
        if (is_truthy(state)) {
            return string_at(*state, {"messageList", "memoryInfo", "threadId"});
        }
    }
    return string_at(*context, {"input", "messageListState", "memoryInfo", "threadId"});
}

}  // namespace mastra::stores
