#include "cli/run_output.hpp"

#include "cli/terminal_text.hpp"

#include <fmt/format.h>

namespace mastra::cli {
namespace {

/// Snapshots are whatever was stored: what is no object has no members.
json_object members_of(const json_text& value) {
    auto parsed = json_object::parse(value.text());
    return parsed.has_value() ? *std::move(parsed) : json_object();
}

std::string status_in(const json_object& object) {
    const json_text* status = object.find("status");
    return status ? status->as_string().value_or("") : std::string();
}

std::string field(std::string_view name, std::string_view value) {
    return fmt::format("{:<14}{}\n", name, printable(value));
}

std::string steps_text(const json_object& snapshot) {
    const json_text* context = snapshot.find("context");
    std::string text;
    for (const auto& [name, step] : context ? members_of(*context).members() : std::vector<json_object::member>()) {
        if (const std::string status = status_in(members_of(step)); !status.empty()) {
            text += fmt::format("  {:<30}  {}\n", single_line(name), single_line(status));
        }
    }
    return text.empty() ? text : "steps\n" + text;
}

}  // namespace

json_text json_of(const stores::workflow_run& run) {
    json_object_builder object;
    object.add("workflowName", run.workflow_name).add("runId", run.run_id).add("resourceId", run.resource_id);
    object.add("snapshot", run.snapshot);
    return object.add("createdAt", run.created_at).add("updatedAt", run.updated_at).done();
}

std::string runs_text(const std::vector<stores::workflow_run>& runs, std::size_t width) {
    text_table rows({"CREATED", "UPDATED", "WORKFLOW", "STATUS", "RESOURCE", "RUN"});
    for (const stores::workflow_run& run : runs) {
        rows.add({to_iso_string(run.created_at), to_iso_string(run.updated_at), run.workflow_name,
                  status_in(members_of(run.snapshot)), run.resource_id.value_or(""), run.run_id});
    }
    return rows.to_text(width);
}

std::string run_text(const stores::workflow_run& run, bool snapshot) {
    const json_object members = members_of(run.snapshot);
    std::string text = field("workflow", run.workflow_name) + field("run", run.run_id);
    text += field("status", status_in(members)) + field("resource", run.resource_id.value_or(""));
    text += field("created", to_iso_string(run.created_at)) + field("updated", to_iso_string(run.updated_at));
    text += field("snapshot", fmt::format("{} bytes", run.snapshot.text().size()));
    text += steps_text(members);
    return snapshot ? text + "\n" + printable(run.snapshot.text()) + "\n" : text;
}

}  // namespace mastra::cli
