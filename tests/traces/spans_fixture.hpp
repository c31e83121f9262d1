// An observability store on the table of memory_fixture.hpp, and spans for it.
#pragma once

#include "mastra/stores/observability_store.hpp"
#include "stores/memory_fixture.hpp"

#include <string>
#include <utility>
#include <vector>

namespace mastra::test {

[[nodiscard]] inline std::string names_of(const std::vector<stores::span>& spans) {
    std::string names;
    for (const auto& value : spans) {
        names += (names.empty() ? "" : " ") + value.span_id;
    }
    return names;
}

class spans_test : public memory_test {
protected:
    [[nodiscard]] stores::observability_store handle(stores::store_config config, std::string endpoint) const {
        return {make_client(std::move(endpoint)), std::move(config)};
    }

    // A root when `parent` is empty. It starts at at(number * 1000).
    [[nodiscard]] static stores::span a_span(std::string trace, std::string id, int number, std::string parent = "") {
        stores::span value;
        value.trace_id = std::move(trace);
        value.name = "the " + id;
        value.span_id = std::move(id);
        if (!parent.empty()) {
            value.parent_span_id = std::move(parent);
        }
        value.span_type = value.parent_span_id ? "model_step" : "agent_run";
        value.started_at = at(number * 1000);
        return value;
    }
    [[nodiscard]] static stores::span_update a_change(std::string trace, std::string id, std::string_view changes) {
        return {std::move(trace), std::move(id), json(changes)};
    }

    void create(std::vector<stores::span> values) { ok(spans.batch_create_spans(std::move(values))); }
    std::string update(std::string trace, std::string id, std::string_view changes) {
        const auto report = ok(spans.update_span(a_change(std::move(trace), std::move(id), changes)));
        return report.applied == 1 ? "applied" : report.waiting == 1 ? "waiting" : "neither";
    }
    stores::span get(std::string trace, std::string id) {
        return ok(spans.get_span(std::move(trace), std::move(id))).value_or(stores::span());
    }
    std::string traces(stores::span_query query) { return names_of(ok(spans.list_traces(std::move(query))).records); }
    std::string branches(stores::span_query query) {
        return names_of(ok(spans.list_branches(std::move(query))).records);
    }

    stores::observability_store spans = handle(config(), test_endpoint());
};

}  // namespace mastra::test
