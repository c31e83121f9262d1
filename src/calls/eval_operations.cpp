#include "mastra/stores/evals_store.hpp"
#include "mastra/calls/operations.hpp"
#include "mastra/calls/rendered.hpp"

#include <utility>

namespace mastra::calls {

using stores::eval;

namespace {

using boost::asio::awaitable;
using stores::evals_store;
using stores::store_options;

eval eval_of(const arguments& given) {
    eval value;
    value.run_id = given.text("run_id");
    value.global_run_id = given.text("global_run_id");
    value.agent_name = given.text("agent_name");
    value.metric_name = given.text("metric_name");
    value.instructions = given.text("instructions");
    value.input = given.text("input");
    value.output = given.text("output");
    value.result = given.json("result").value_or(json_text());
    value.test_info = given.json("test_info");
    value.metadata = given.json("metadata");
    value.created_at = given.time("created_at").value_or(timestamp());
    return value;
}

awaitable<std::string> save_evals(const evals_store& store, const arguments& given, const store_options& options) {
    std::vector<eval> values;
    for (const arguments& value : given.objects("evals")) {
        values.push_back(eval_of(value));
    }
    return rendered(store.save_evals(std::move(values), options));
}

awaitable<std::string> list_evals(const evals_store& store, const arguments& given, const store_options& options) {
    return rendered(store.list_evals_by_agent_name(given.text("agentName"), {}, options));
}

}  // namespace

// With the names of the layout.
void append_json(std::string& out, const eval& value) {
    json_object object;
    const auto set_text = [&](std::string_view name, const std::string& text) {
        object.set(name, json_text::of_string(text));
    };
    set_text("run_id", value.run_id);
    set_text("global_run_id", value.global_run_id);
    set_text("agent_name", value.agent_name);
    set_text("metric_name", value.metric_name);
    set_text("instructions", value.instructions);
    set_text("input", value.input);
    set_text("output", value.output);
    object.set("result", json_text::trusted(to_json(value.result)));
    if (value.test_info) {
        object.set("test_info", *value.test_info);
    }
    if (value.metadata) {
        object.set("metadata", *value.metadata);
    }
    set_text("created_at", to_iso_string(value.created_at));
    out += object.to_text().text();
}

void append_json(std::string& out, const stores::page_of<eval>& page) {
    append_json(out, page.records);
}

void add_eval_operations(operation_table& table, const client::dynamodb_client& client,
                         const stores::store_config& config) {
    const evals_store store(client, config);
    table.emplace("saveEvals", [store](const arguments& given, const store_options& options) {
        return save_evals(store, given, options);
    });
    table.emplace("listEvals", [store](const arguments& given, const store_options& options) {
        return list_evals(store, given, options);
    });
}

}  // namespace mastra::calls
