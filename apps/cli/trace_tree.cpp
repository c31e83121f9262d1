#include "cli/trace_tree.hpp"

#include "cli/terminal_text.hpp"
#include "mastra/core/json_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace mastra::cli {
namespace {

constexpr double microseconds_from = 1e14;

double microseconds_of(timestamp time) {
    return static_cast<double>(time.time_since_epoch().count()) * 1000;
}

double microseconds_of(const number& time) {
    const double value = time.to_double();
    return value >= microseconds_from ? value : value * 1000;
}

/// OpenTelemetry's status codes: 0 not set, 1 ok, 2 error.
std::string legacy_status(const std::optional<json_text>& status) {
    const auto members = json_object::parse(status ? status->text() : "{}");
    const json_text* code = members.has_value() ? members->find("code") : nullptr;
    if (code == nullptr || code->text() == "0") {
        return "unset";
    }
    return code->text() == "2" ? "error" : "ok";
}

/// Lays the nodes out from the roots down; children by their start.
class tree_layout {
public:
    tree_layout(const std::vector<trace_node>& nodes, text_table& table) : nodes_(nodes), table_(table) {
        std::set<std::string_view> ids;
        for (const auto& node : nodes) {
            ids.insert(node.id);
            first_start_ = first_start_ ? std::min(*first_start_, node.start) : node.start;
        }
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const auto& parent = nodes[i].parent_id;
            if (parent && ids.count(*parent) != 0) {
                children_[*parent].push_back(i);
            } else {
                roots_.push_back(i);
            }
        }
    }

    void draw() {
        sort(roots_);
        for (const std::size_t root : roots_) {
            draw_below(root, "", "");
        }
        // What is left has a ring of parents.
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            draw_below(i, "", "");
        }
    }

private:
    void sort(std::vector<std::size_t>& numbers) const {
        std::sort(numbers.begin(), numbers.end(), [&](std::size_t a, std::size_t b) {
            return std::tie(nodes_[a].start, nodes_[a].id) < std::tie(nodes_[b].start, nodes_[b].id);
        });
    }

    /// `branch` leads to the node itself, `indent` to what is below it. Depth is bounded by the terminal's width: what
    /// is deeper is not indented further.
    void draw_below(std::size_t number, const std::string& branch, const std::string& indent) {
        if (!drawn_.insert(number).second) {
            return;
        }
        add_row(nodes_[number], branch);
        std::vector<std::size_t> below = children_[nodes_[number].id];
        sort(below);
        std::erase_if(below, [&](std::size_t child) { return drawn_.count(child) != 0; });
        for (std::size_t i = 0; i < below.size(); ++i) {
            const bool is_last = i + 1 == below.size();
            draw_below(below[i], indent + (is_last ? "└─ " : "├─ "), indent + (is_last ? "   " : "│  "));
        }
    }

    void add_row(const trace_node& node, const std::string& branch) {
        table_.add({"+" + duration_text(node.start - first_start_.value_or(0)),
                    node.end ? duration_text(*node.end - node.start) : "-", node.status, branch + node.label});
    }

    const std::vector<trace_node>& nodes_;
    text_table& table_;
    std::map<std::string, std::vector<std::size_t>> children_;
    std::vector<std::size_t> roots_;
    std::set<std::size_t> drawn_;
    std::optional<double> first_start_;
};

}  // namespace

std::vector<trace_node> nodes_of(const std::vector<stores::span>& spans) {
    std::vector<trace_node> nodes;
    for (const auto& value : spans) {
        trace_node node{value.span_id,
                        value.parent_span_id,
                        fmt::format("{}  {}", value.span_type, value.name),
                        std::string(to_string(status_of(value))),
                        microseconds_of(value.started_at),
                        {}};
        if (value.ended_at) {
            node.end = microseconds_of(*value.ended_at);
        }
        nodes.push_back(std::move(node));
    }
    return nodes;
}

std::vector<trace_node> nodes_of(const std::vector<stores::legacy_span>& spans) {
    std::vector<trace_node> nodes;
    for (const auto& value : spans) {
        nodes.push_back(trace_node{value.id, value.parent_span_id, fmt::format("{}  {}", value.scope, value.name),
                                   legacy_status(value.status), microseconds_of(value.start_time),
                                   microseconds_of(value.end_time)});
    }
    return nodes;
}

std::string tree_text(const std::vector<trace_node>& nodes, std::size_t width) {
    text_table table({"START", "DURATION", "STATUS", "SPAN"});
    tree_layout(nodes, table).draw();
    return table.to_text(width);
}

std::string duration_text(double microseconds) {
    if (microseconds < 1000) {
        return fmt::format("{:.0f} us", microseconds);
    }
    if (microseconds < 1e6) {
        return fmt::format("{:.3g} ms", microseconds / 1000);
    }
    if (microseconds < 60e6) {
        return fmt::format("{:.3g} s", microseconds / 1e6);
    }
    const auto seconds = static_cast<long long>(microseconds / 1e6);
    return fmt::format("{} min {:02} s", seconds / 60, seconds % 60);
}

}  // namespace mastra::cli
