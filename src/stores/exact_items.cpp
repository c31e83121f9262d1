#include "stores/exact_items.hpp"
#include "stores/item_fields.hpp"

#include "mastra/client/batch.hpp"
#include "mastra/core/error_detail.hpp"
#include "mastra/core/utf8.hpp"
#include "mastra/expression/render.hpp"

#include <fmt/format.h>

#include <set>
#include <string_view>
#include <utility>

namespace mastra::stores {
namespace {

using expression::attr;

std::vector<key_form> forms_of(const item_kind& kind, const record_id& id) {
    if (kind.entity().is_canonical(id.composites())) {
        return {key_form::shared};
    }
    return {key_form::shared, key_form::exact};
}

bool is_own(const item_kind& kind, const attribute_map& item, const record_id& id) {
    return kind.entity().owns(item) && kind.entity().same_identity(item, id.composites());
}

bool condition_failed(const error& fault) {
    return fault.is(service_errc::conditional_check_failed);
}

/// True for text so short that it fits into a key whatever lower-casing makes of it (up to half as many bytes again):
/// the key need not be composed to know. False for nothing but a reason to look.
bool surely_fits(const record_id& id) {
    constexpr std::size_t short_enough = 400;
    std::size_t bytes = 0;
    for (const auto& [name, value] : id.composites()) {
        const std::string* text = value.if_string();
        if (text == nullptr || !is_valid_utf8(*text)) {
            return false;
        }
        bytes += text->size();
    }
    return bytes <= short_enough;
}

/// The composites of the item's primary key, as its attributes tell them; none when one is missing.
std::optional<record_id> identity_of(const item_kind& kind, const attribute_map& item) {
    const model::access_pattern& primary = kind.entity().definition().access_patterns.front();
    attribute_map composites;
    for (const auto* part : {&primary.partition_key, &primary.sort_key}) {
        for (const auto& name : part->composites) {
            const std::string* value = item.find_string(name);
            if (value == nullptr) {
                return std::nullopt;
            }
            if (name != "entity") {
                composites.set(name, *value);
            }
        }
    }
    return record_id(std::move(composites));
}

/// Of a record that is at both of its places the one at the shared place counts, as for find_stored_item.
void add_own(places& found, const record_id& id, located_item item) {
    const auto [at, added] = found.own.try_emplace(id.text(), item);
    if (added) {
        return;
    }
    if (item.form == key_form::shared) {
        std::swap(at->second, item);
    }
    found.twins.push_back(std::move(item.item));
}

/// Where the id is now, or would be written: decided by reading both of its places.
struct placement {
    key_form form = key_form::shared;
    bool is_there = false;                ///< the id's item is at that place
    std::optional<attribute_map> holder;  ///< another id's item at the shared place
};

placement decide(const places& found, const record_id& id) {
    if (const auto own = found.own.find(id.text()); own != found.own.end()) {
        return {own->second.form, true, {}};
    }
    if (const auto holder = found.holders.find(id.text()); holder != found.holders.end()) {
        return {key_form::exact, false, holder->second};
    }
    return {};
}

task<placement> locate(operation op, const item_kind& kind, record_id id) {
    MASTRA_CO_TRY(const places found, co_await survey(op, kind, std::vector<record_id>(1, id), true));
    co_return decide(found, id);
}

/// A whole item brings its key with it.
result<attribute_map> shared_key(const item_kind& kind, const record_id& id, const attribute_map& attributes) {
    if (attributes.contains("pk") && attributes.contains("sk")) {
        return key_of(attributes);
    }
    return kind.entity().key(id.composites(), key_form::shared);
}

/// A canonical id may be written to its shared place only: whoever holds it has capital letters and moves away.
task<protocol::update_item_response> write_canonical(operation op, const item_kind& kind, record_id id,
                                                     item_write write) {
    MASTRA_CO_TRY(attribute_map key, shared_key(kind, id, write.set));
    const auto call =
        prepare(op, result<protocol::update_item_request>(write_request(op, std::move(key), std::move(write))));
    for (int attempt = 1;; ++attempt) {
        auto reply = co_await send_prepared(op, call, lost_reply::is_asked_for_again);
        if (reply.has_value() || !condition_failed(reply.error())) {
            co_return reply;
        }
        const auto& holder = reply.error().detail().rejected_item;
        if (holder && is_own(kind, *holder, id)) {
            co_return reply;  // the id is here: another part of the caller's condition failed
        }
        if (holder) {
            MASTRA_CO_CHECK(co_await move_to_exact_place(op, kind, *holder));
        }
        MASTRA_CO_CHECK(co_await pause(op, conflict_pause(op, attempt)));
    }
}

/// Lets the write fail where nothing is any more.
void require_item(protocol::update_item_request& request) {
    const std::string exists = "attribute_exists(pk)";
    auto& condition = request.condition_expression;
    condition = condition ? fmt::format("({}) AND {}", *condition, exists) : exists;
}

/// An id with capital letters: first look which of its two places it has. An item that is moved away between the look
/// and the write, or before a write whose reply was lost is sent again, must not come into being a second time.
task<protocol::update_item_response> write_capitalised(operation op, const item_kind& kind, record_id id,
                                                       item_write write) {
    for (int attempt = 1;; ++attempt) {
        MASTRA_CO_TRY(const placement place, co_await locate(op, kind, id));
        MASTRA_CO_TRY(protocol::update_item_request request, write_request(op, kind, id, place.form, write));
        if (place.is_there) {
            require_item(request);
        }
        auto reply = co_await send(op, result<protocol::update_item_request>(std::move(request)));
        const bool is_open =
            reply.has_error() && (condition_failed(reply.error()) || reply.error().is(error_kind::outcome_unknown));
        if (!is_open) {
            co_return reply;
        }
        const auto& holder = reply.error().detail().rejected_item;
        if (holder && is_own(kind, *holder, id)) {
            co_return reply;
        }
        MASTRA_CO_CHECK(co_await pause(op, conflict_pause(op, attempt)));  // somebody came in between: look again
    }
}

}  // namespace

result<void> check_id(const item_kind& kind, const record_id& id) {
    for (const auto& [name, value] : id.composites()) {
        if (value == attribute_value("")) {
            return error(store_errc::invalid_argument,
                         fmt::format("the {} of a {} must not be empty", name, kind.entity().name()));
        }
    }
    if (!surely_fits(id)) {
        MASTRA_CHECK(kind.entity().key(id.composites(), key_form::exact));
    }
    return {};
}

expression::condition own(const record_id& id) {
    expression::condition all;
    for (const auto& [name, value] : id.composites()) {
        all = std::move(all) && attr(name) == value;
    }
    return all;
}
expression::condition free_or_own(const record_id& id) {
    return attr("pk").not_exists() || own(id);
}

task<std::optional<located_item>> find_stored_item(operation op, const item_kind& kind, record_id id, bool consistent) {
    for (const key_form form : forms_of(kind, id)) {
        auto request = kind.entity().get(id.composites()).at(form).consistent(consistent).params(op->table());
        MASTRA_CO_TRY(auto reply, co_await send(op, std::move(request)));
        if (reply.item && is_own(kind, *reply.item, id)) {
            co_return located_item{*std::move(reply.item), form};
        }
    }
    co_return std::optional<located_item>();
}

task<std::optional<located_item>> find_item(operation op, const item_kind& kind, record_id id, bool consistent) {
    MASTRA_CO_TRY(std::optional<located_item> found, co_await find_stored_item(op, kind, std::move(id), consistent));
    if (found && is_expired(op, kind, found->item)) {
        found.reset();
    }
    co_return found;
}

task<places> survey(operation op, const item_kind& kind, std::vector<record_id> ids, bool consistent) {
    client::batch_get_spec spec;
    spec.table_name = op->table();
    spec.consistent_read = consistent;
    std::multimap<std::string, std::pair<record_id, key_form>> asked;  // key name -> the ids that want it
    std::set<std::string> keys;
    for (const auto& id : ids) {
        for (const key_form form : forms_of(kind, id)) {
            MASTRA_CO_TRY(attribute_map key, kind.entity().key(id.composites(), form));
            std::string name = key_text(key);
            asked.emplace(name, std::pair(id, form));
            if (keys.insert(std::move(name)).second) {
                spec.keys.push_back(std::move(key));
            }
        }
    }
    MASTRA_CO_CHECK(check_not_cancelled(co_await boost::asio::this_coro::cancellation_state));
    MASTRA_CO_TRY(const std::vector<attribute_map> items,
                  co_await client::batch_get(op->client, std::move(spec), op->call));
    places found;
    for (const auto& item : items) {
        const auto [first, last] = asked.equal_range(key_text(item));
        for (auto at = first; at != last; ++at) {
            const auto& [id, form] = at->second;
            if (is_own(kind, item, id)) {
                add_own(found, id, located_item{item, form});
            } else if (form == key_form::shared) {
                found.holders.emplace(id.text(), item);
            }
        }
    }
    co_return found;
}

task<std::map<std::string, located_item>> find_items(operation op, const item_kind& kind, std::vector<record_id> ids,
                                                     bool consistent) {
    if (ids.empty()) {
        co_return std::map<std::string, located_item>();
    }
    MASTRA_CO_TRY(places found, co_await survey(op, kind, std::move(ids), consistent));
    std::erase_if(found.own, [&](const auto& entry) { return is_expired(op, kind, entry.second.item); });
    co_return std::move(found.own);
}

namespace {

/// "It is still as it was read."
expression::condition unchanged(const record_id& id, const attribute_map& item) {
    const std::string* updated_at = item.find_string("updatedAt");
    return updated_at == nullptr ? own(id) : own(id) && attr("updatedAt") == attribute_value(*updated_at);
}

/// A record on its way from the shared place to its exact one.
struct relocation {
    record_id id;
    attribute_map holder;     ///< as it was read at the shared place
    attribute_map exact_key;  ///< pk and sk
};

/// Built by hand: the item is moved as it is, also when it lacks what the entity requires.
protocol::put_item_request put_at_exact_place(const operation& op, const relocation& move,
                                              const expression::condition& where) {
    protocol::put_item_request put;
    expression::substitutions substitutions;
    put.table_name = op->table();
    put.item = move.holder;
    for (const auto& [name, value] : move.exact_key) {
        put.item.set(name, value);
    }
    put.condition_expression = render(where, substitutions);
    put.substitutions.names = std::move(substitutions).names();
    put.substitutions.values = std::move(substitutions).values();
    return put;
}

/// False when a condition failed: somebody else moved or changed it.
task<bool> relocate(operation op, const item_kind& kind, const relocation& move, expression::condition where) {
    MASTRA_CO_TRY(auto erase,
                  kind.entity().erase(move.id.composites()).where(unchanged(move.id, move.holder)).params(op->table()));
    auto transaction =
        model::transaction_builder().add(put_at_exact_place(op, move, where)).add(std::move(erase)).params();
    auto done = co_await send(op, std::move(transaction));
    if (done.has_value()) {
        co_return true;
    }
    if (!done.error().is(error_kind::condition_failed) && !done.error().is(error_kind::conflict)) {
        co_return std::move(done).error();
    }
    co_return false;
}

/// Both places have the record: a write to the shared place came after another move. The later one stays.
task<void> join_twins(operation op, const item_kind& kind, const relocation& move) {
    protocol::get_item_request request;
    request.table_name = op->table();
    request.key = move.exact_key;
    request.consistent_read = true;
    MASTRA_CO_TRY(auto reply, co_await send(op, result<protocol::get_item_request>(std::move(request))));
    if (!reply.item || !is_own(kind, *reply.item, move.id)) {
        co_return result<void>();
    }
    const attribute_map& twin = *reply.item;
    if (text_of(twin, "updatedAt") <= text_of(move.holder, "updatedAt")) {
        MASTRA_CO_CHECK(co_await relocate(op, kind, move, unchanged(move.id, twin)));
        co_return result<void>();
    }
    auto erase = kind.entity().erase(move.id.composites()).where(unchanged(move.id, move.holder)).params(op->table());
    auto erased = co_await send(op, std::move(erase));
    if (erased.has_error() && !condition_failed(erased.error())) {
        co_return std::move(erased).error();
    }
    co_return result<void>();
}

}  // namespace

task<void> move_to_exact_place(operation op, const item_kind& kind, attribute_map holder) {
    const std::optional<record_id> id = identity_of(kind, holder);
    if (!id || kind.entity().is_canonical(id->composites())) {
        co_return error(store_errc::corrupt_record, fmt::format("an item that is no {} of ours holds the key {}",
                                                                kind.entity().name(), key_text(holder)));
    }
    MASTRA_CO_TRY(attribute_map exact_key, kind.entity().key(id->composites(), key_form::exact));
    const relocation move{*id, std::move(holder), std::move(exact_key)};
    MASTRA_CO_TRY(const bool moved, co_await relocate(op, kind, move, attr("pk").not_exists()));
    if (!moved) {
        MASTRA_CO_CHECK(co_await join_twins(op, kind, move));
    }
    co_return result<void>();  // whatever came of it, the caller looks again
}

task<protocol::update_item_response> write_exact(operation op, const item_kind& kind, record_id id, item_write write) {
    return kind.entity().is_canonical(id.composites())
               ? write_canonical(std::move(op), kind, std::move(id), std::move(write))
               : write_capitalised(std::move(op), kind, std::move(id), std::move(write));
}

task<existing_outcome> write_existing(operation op, const item_kind& kind, record_id id, item_write write) {
    for (const key_form form : forms_of(kind, id)) {
        auto reply = co_await send_repeatable(op, write_request(op, kind, id, form, write));
        if (reply.has_value()) {
            co_return existing_outcome(*std::move(reply));
        }
        if (!condition_failed(reply.error())) {
            co_return std::move(reply).error();
        }
        const auto& rejected = reply.error().detail().rejected_item;
        if (rejected && is_own(kind, *rejected, id) && !is_expired(op, kind, *rejected)) {
            co_return std::move(reply).error();
        }
    }
    co_return existing_outcome();
}

}  // namespace mastra::stores
