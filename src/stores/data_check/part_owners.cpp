#include "stores/data_check/part_owners.hpp"

#include "mastra/client/batch.hpp"
#include "mastra/client/pages.hpp"
#include "mastra/expression/render.hpp"
#include "stores/data_check/item_facts.hpp"
#include "stores/spill.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace mastra::stores {
namespace {

using expression::attr;
using token_set = std::set<std::string, std::less<>>;

/// The tokens that an item points to, in parts or not.
void add_tokens(const attribute_map& item, token_set& into) {
    const auto pointers = spill_pointers(item);
    if (pointers.has_error()) {
        return;
    }
    for (const spill_pointer& pointer : *pointers) {
        into.insert(pointer.token);
    }
}

/// The shared place's key, when this is an exact one: the same without the hash at the end of its pk or sk.
std::optional<attribute_map> shared_place_of(attribute_map key) {
    for (const char* field : {"pk", "sk"}) {
        const std::string text = *key.find_string(field);
        if (const auto label = text.rfind(exact_label); label != std::string::npos) {
            key.set(field, text.substr(0, label));
            return key;
        }
    }
    return std::nullopt;
}

std::vector<std::string> without(std::vector<std::string> tokens, const token_set& claimed) {
    std::erase_if(tokens, [&](const std::string& token) { return claimed.contains(token); });
    return tokens;
}

}  // namespace

task<std::vector<std::string>> unclaimed_tokens(const walk_context& context, std::vector<part_owner> owners) {
    client::batch_get_spec spec;
    spec.table_name = context.config->table_name;
    spec.consistent_read = true;
    std::vector<std::string> tokens;
    for (part_owner& owner : owners) {
        tokens.push_back(std::move(owner.token));
        if (owner.key.empty()) {
            continue;
        }
        if (auto shared = shared_place_of(owner.key)) {
            spec.keys.push_back(*std::move(shared));
        }
        spec.keys.push_back(std::move(owner.key));
    }
    if (spec.keys.empty()) {
        co_return tokens;
    }
    expression::substitutions names;
    spec.projection_expression = expression::render_projection({std::string(spill_attribute)}, names);
    spec.substitutions.names = std::move(names).names();
    const operation op = context.begin();
    MASTRA_CO_TRY(const std::vector<attribute_map> items,
                  co_await client::batch_get(op->client, std::move(spec), op->call));
    token_set claimed;
    for (const attribute_map& item : items) {
        add_tokens(item, claimed);
    }
    co_return without(std::move(tokens), claimed);
}

task<std::vector<std::string>> unpointed_tokens(const walk_context& context, std::vector<std::string> tokens,
                                                double units_per_second) {
    expression::substitutions substitutions;
    protocol::scan_request request;
    request.consistent_read = true;
    request.filter_expression = expression::render(attr(std::string(spill_attribute)).exists(), substitutions);
    request.projection_expression = expression::render_projection({std::string(spill_attribute)}, substitutions);
    request.substitutions.names = std::move(substitutions).names();
    table_walk walk(context, std::move(request), units_per_second, {});
    for (;;) {
        MASTRA_CO_TRY(const auto page, co_await walk.next());
        if (!page || tokens.empty()) {
            co_return tokens;
        }
        token_set claimed;
        for (const attribute_map& item : page->items) {
            add_tokens(item, claimed);
        }
        tokens = without(std::move(tokens), claimed);
    }
}

task<std::vector<attribute_map>> parts_of(const walk_context& context, std::string token) {
    protocol::query_request request;
    request.table_name = context.config->table_name;
    request.key_condition_expression = "pk = :pk";
    request.projection_expression = "pk, sk";
    request.substitutions.values.set(":pk", fmt::format("$mastra#PART_{}", token));
    const operation op = context.begin();
    co_return co_await client::read_all(op->client, std::move(request), op->call);
}

}  // namespace mastra::stores
