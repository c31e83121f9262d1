#include "cli/data_report_text.hpp"

#include "cli/json_output.hpp"
#include "cli/terminal_text.hpp"

#include <fmt/format.h>

#include <array>

namespace mastra::cli {
namespace {

using stores::data_fault;

json_text json_of_faults(const std::array<std::int64_t, stores::data_fault_count>& counts) {
    json_object_builder object;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        object.add(to_string(static_cast<data_fault>(i)), counts[i]);
    }
    return object.done();
}

json_text json_of_item(const stores::sized_item& item) {
    json_object_builder object;
    object.add("pk", item.pk).add("sk", item.sk).add("entity", item.entity);
    return object.add("bytes", item.bytes).done();
}

json_text json_of_partition(const stores::hot_partition& partition) {
    json_object_builder object;
    object.add("index", partition.index).add("partitionKey", partition.partition_key);
    return object.add("atLeast", partition.at_least).add("atMost", partition.at_most).done();
}

template <class Rows, class ToJson>
json_text json_rows(const Rows& rows, ToJson to_json) {
    std::vector<json_text> texts;
    for (const auto& row : rows) {
        texts.push_back(to_json(row));
    }
    return json_array(texts);
}

std::string kinds_text(const stores::data_report& report) {
    text_table rows({"KIND", "ITEMS", "BYTES"});
    for (const auto& [entity, counted] : report.kinds) {
        rows.add({entity, std::to_string(counted.items), std::to_string(counted.bytes)});
    }
    return rows.to_text(terminal_width());
}

std::string largest_text(const stores::data_report& report) {
    text_table rows({"LARGEST", "KIND", "KEY"});
    for (const auto& item : report.largest) {
        rows.add({std::to_string(item.bytes), item.entity, item.pk});
    }
    return rows.to_text(terminal_width());
}

std::string hot_text(const stores::data_report& report) {
    text_table rows({"ITEMS", "INDEX", "PARTITION"});
    for (const auto& partition : report.hot) {
        rows.add({partition.at_least == partition.at_most
                      ? std::to_string(partition.at_least)
                      : fmt::format("{} to {}", partition.at_least, partition.at_most),
                  partition.index, partition.partition_key});
    }
    return rows.to_text(terminal_width());
}

}  // namespace

json_text json_of(const stores::data_finding& finding) {
    json_object_builder object;
    object.add("fault", to_string(finding.fault)).add("entity", finding.entity).add("pk", finding.pk);
    object.add("sk", finding.sk).add("items", finding.items).add("what", finding.what);
    return object.add("removable", is_removable(finding.fault)).add("removed", finding.removed).done();
}

json_text json_of(const stores::data_report& report) {
    json_object_builder kinds;
    for (const auto& [entity, counted] : report.kinds) {
        kinds.add(entity, json_object_builder().add("items", counted.items).add("bytes", counted.bytes).done());
    }
    json_object_builder object;
    object.add("items", report.all().items).add("bytes", report.all().bytes).add("kinds", kinds.done());
    object.add("found", json_of_faults(report.found)).add("removed", json_of_faults(report.removed));
    object.add("largest", json_rows(report.largest, json_of_item));
    return object.add("hot", json_rows(report.hot, json_of_partition)).done();
}

std::string text_of(const stores::data_finding& finding) {
    return fmt::format("{}: {}{}\n", to_string(finding.fault), single_line(finding.what),
                       finding.removed ? " (removed)" : "");
}

std::string text_of(const stores::data_report& report) {
    std::string text = kinds_text(report);
    if (!report.largest.empty()) {
        text += "\n" + largest_text(report);
    }
    if (!report.hot.empty()) {
        text += "\n" + hot_text(report);
    }
    text += "\n";
    for (std::size_t i = 0; i < report.found.size(); ++i) {
        if (report.found[i] > 0) {
            text += fmt::format("{}: {} found, {} removed\n", to_string(static_cast<data_fault>(i)), report.found[i],
                                report.removed[i]);
        }
    }
    return text;
}

}  // namespace mastra::cli
