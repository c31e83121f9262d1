// Prints the requests that the model makes: one JSON case a line on stdin, one line of JSON on stdout for each.
// A case: {"entity", "op", "attributes", "set"?, "remove"?, "pattern"?, "range"?, "low"?, "high"?}, maps as DynamoDB
// JSON. An answer: {"request": ...} or {"error": "..."}. The case {"op": "lower", "text"} answers {"request": "text"}.
#include "mastra/core/json_text.hpp"
#include "mastra/model/key_codec.hpp"
#include "mastra/model/operations.hpp"
#include "mastra/protocol/wire.hpp"
#include "mastra/stores/schema.hpp"

#include <fmt/format.h>

#include <iostream>
#include <map>
#include <string>

namespace {

using namespace mastra;

constexpr std::string_view table = "t";

class test_case {
public:
    explicit test_case(const std::string& line) : fields_(json_object::parse(line).value()) {}

    [[nodiscard]] std::string text(std::string_view name) const { return fields_.find(name)->as_string().value(); }
    [[nodiscard]] bool has(std::string_view name) const { return fields_.find(name) != nullptr; }
    [[nodiscard]] attribute_map attributes(std::string_view name) const {
        const auto* found = fields_.find(name);
        return found != nullptr ? protocol::decode_item(found->text()).value() : attribute_map();
    }

private:
    json_object fields_;
};

template <class Request>
std::string answer(const result<Request>& request) {
    if (request.has_error()) {
        return fmt::format(R"({{"error":{}}})", json_text::of_string(request.error().message()).text());
    }
    return fmt::format(R"({{"request":{}}})", protocol::encode(*request));
}

model::update_builder changed(model::update_builder builder, const test_case& c) {
    for (const auto& [name, value] : c.attributes("set")) {
        builder.set(name, value);
    }
    // The names are the keys of a map, so that one decoder serves all.
    for (const auto& [name, value] : c.attributes("remove")) {
        builder.remove(name);
    }
    return builder;
}

model::query_builder ranged(model::query_builder query, const test_case& c) {
    const std::string range = c.has("range") ? c.text("range") : "";
    const auto low = c.attributes("low");
    if (range == "between") {
        return query.between(low, c.attributes("high"));
    }
    using one_bound = model::query_builder& (model::query_builder::*)(attribute_map);
    static const std::map<std::string, one_bound> ranges{{"begins", &model::query_builder::begins},
                                                         {"gte", &model::query_builder::gte},
                                                         {"gt", &model::query_builder::gt},
                                                         {"lte", &model::query_builder::lte},
                                                         {"lt", &model::query_builder::lt}};
    const auto found = ranges.find(range);
    return found == ranges.end() ? query : (query.*found->second)(low);
}

const model::entity& entity_named(const std::string& name) {
    for (const auto* entity : stores::all_entities()) {
        if (entity->name() == name) {
            return *entity;
        }
    }
    throw std::runtime_error("no entity " + name);
}

std::string answer_of(const test_case& c) {
    const std::string op = c.text("op");
    if (op == "lower") {
        return fmt::format(R"({{"request":{}}})",
                           json_text::of_string(model::javascript_lower_case(c.text("text"))).text());
    }
    const auto& entity = entity_named(c.text("entity"));
    const auto attributes = c.attributes("attributes");
    if (op == "get") {
        return answer(entity.get(attributes).params(table));
    }
    if (op == "put" || op == "create") {
        return answer((op == "put" ? entity.put(attributes) : entity.create(attributes)).params(table));
    }
    if (op == "delete" || op == "remove") {
        return answer((op == "delete" ? entity.erase(attributes) : entity.remove(attributes)).params(table));
    }
    if (op == "upsert") {
        return answer(entity.upsert(attributes).params(table));
    }
    if (op == "update" || op == "patch") {
        const auto start = op == "update" ? entity.update(attributes) : entity.patch(attributes);
        return answer(changed(start, c).params(table));
    }
    if (op == "query") {
        return answer(ranged(entity.query(c.text("pattern"), attributes), c).params(table));
    }
    return answer(entity.scan().params(table));
}

}  // namespace

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        std::cout << answer_of(test_case(line)) << '\n';
    }
}
