// Saving messages: create or replace by id, keep created_at, never overwrite another id (contract section 3.1,
// saveMessages).
#include "stores/exact_items.hpp"
#include "stores/memory/message_writer.hpp"
#include "stores/memory/renew_messages.hpp"
#include "stores/memory/state.hpp"
#include "stores/record_codec.hpp"
#include "stores/save_whole.hpp"
#include "stores/spill_io.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;

error invalid(const message& value, std::string_view what) {
    return error(store_errc::invalid_argument, fmt::format("message {}: {}", value.id, what));
}

result<void> check_message(const message& value) {
    if (value.thread_id.empty()) {
        return invalid(value, "Thread ID is required");
    }
    MASTRA_CHECK(check_id(message_kind(), value.id));
    MASTRA_CHECK(check_id(thread_kind(), value.thread_id));
    if (!value.resource_id || value.resource_id->empty()) {
        return invalid(value, "Resource ID is required");
    }
    if (value.role.empty()) {
        return invalid(value, "role is required");
    }
    if (value.content.empty()) {
        return invalid(value, "content is required");
    }
    return {};
}

/// Of an id given twice the last one counts, at the place of the first.
std::vector<message> without_repeats(std::vector<message> messages) {
    std::map<std::string, std::size_t> positions;
    std::vector<message> distinct;
    for (auto& value : messages) {
        const auto [at, inserted] = positions.emplace(value.id, distinct.size());
        if (inserted) {
            distinct.push_back(std::move(value));
        } else {
            distinct[at->second] = std::move(value);
        }
    }
    return distinct;
}

/// One message: an update that keeps created_at by itself, so nothing has to be read first; the touch goes beside it.
task<std::vector<message>> save_one(operation op, const thread_toucher& touches, message value) {
    const std::vector<std::string> kept{"createdAt", "gsi1sk"};
    const auto touch = touches.begin(op, value.thread_id);
    auto before = co_await save_whole(op, message_kind(), value.id, to_attributes(value), kept);
    const bool is_cancelled = check_not_cancelled(co_await asio::this_coro::cancellation_state).has_error();
    if (before.has_error() || is_cancelled) {
        touch->give_up();
    }
    auto touched = touch->try_take();
    if (!touched) {
        touched.emplace(co_await thread_toucher::queue::outcome(touch));
    }
    const std::vector<std::string> ids(1, value.id);
    if (before.has_error()) {
        co_return none_saved(before.error(), ids);
    }
    if (touched->has_error()) {
        co_return all_saved(touched->error(), ids);
    }
    if (op->config->ttl.messages_follow_threads()) {
        std::set<std::string> touched_ids{value.thread_id};
        if (auto renewed = co_await renew_messages(op, std::move(touched_ids)); renewed.has_error()) {
            co_return all_saved(renewed.error(), ids);
        }
    }
    if (*before && (*before)->contains("createdAt")) {
        MASTRA_CO_TRY(const std::optional<message> old, to_message(**std::move(before)));
        if (old) {
            value.created_at = old->created_at;
        }
    }
    std::vector<message> saved;
    saved.push_back(std::move(value));
    co_return saved;
}

/// Where each message of a batch goes, and what has to be done before.
struct batch_plan {
    std::vector<placed_message> messages;
    std::vector<attribute_map> to_move;         ///< items of other ids that hold the place of a canonical one
    std::vector<attribute_map> obsolete_parts;  ///< keys
};

/// Decides places so that no two ids share one: a canonical id has the shared place; of several others that meet there
/// the one that is there stays, else the first takes it, and the rest goes to exact places.
class batch_planner {
public:
    batch_planner(const operation& op, const places& found) : op_(op), found_(found) {}

    result<batch_plan> plan(std::vector<message> messages) {
        for (const auto& value : messages) {
            MASTRA_CHECK(claim_for_canonical(value.id));
        }
        for (auto& value : messages) {
            MASTRA_TRY(const key_form form, form_of(value.id));
            keep_created_at(value);
            plan_.messages.push_back(placed_message{std::move(value), form});
        }
        return std::move(plan_);
    }

private:
    [[nodiscard]] static bool is_canonical(const std::string& id) {
        return message_kind().entity().is_canonical(record_id(id).composites());
    }

    [[nodiscard]] static result<std::string> shared_partition(const std::string& id) {
        MASTRA_TRY(const attribute_map key, message_kind().entity().key(record_id(id).composites(), key_form::shared));
        return *key.find_string("pk");
    }

    result<void> claim_for_canonical(const std::string& id) {
        if (!is_canonical(id)) {
            return {};
        }
        MASTRA_TRY(std::string partition, shared_partition(id));
        claimed_.insert(std::move(partition));
        if (const auto holder = found_.holders.find(id); holder != found_.holders.end()) {
            moved_.insert(*holder->second.find_string("id"));
            plan_.to_move.push_back(holder->second);
        }
        return {};
    }

    result<key_form> form_of(const std::string& id) {
        if (is_canonical(id)) {
            return key_form::shared;
        }
        const auto own = found_.own.find(id);
        if (moved_.count(id) != 0 || found_.holders.count(id) != 0) {
            return key_form::exact;
        }
        if (own != found_.own.end()) {
            return own->second.form;
        }
        MASTRA_TRY(std::string partition, shared_partition(id));
        return claimed_.insert(std::move(partition)).second ? key_form::shared : key_form::exact;
    }

    void keep_created_at(message& value) {
        const auto own = found_.own.find(value.id);
        if (own == found_.own.end()) {
            return;
        }
        for (auto& key : part_keys(own->second.item)) {
            plan_.obsolete_parts.push_back(std::move(key));
        }
        const auto old = to_message(own->second.item);
        if (!is_expired(op_, message_kind(), own->second.item) && old.has_value() && *old) {
            value.created_at = (*old)->created_at;
        }
    }

    const operation& op_;
    const places& found_;
    batch_plan plan_;
    std::set<std::string> claimed_;  ///< shared places that an id of this batch takes
    std::set<std::string> moved_;    ///< ids that lose their shared place
};

/// Reads what is there, decides the places and makes room for them: nothing of the batch is written yet.
task<batch_plan> prepare(operation op, std::vector<message> messages, std::vector<std::string> ids) {
    MASTRA_CO_TRY(const places found, co_await survey(op, message_kind(), to_record_ids(std::move(ids)), true));
    MASTRA_CO_TRY(batch_plan plan, batch_planner(op, found).plan(std::move(messages)));
    for (auto& holder : plan.to_move) {
        MASTRA_CO_CHECK(co_await move_to_exact_place(op, message_kind(), std::move(holder)));
    }
    co_return plan;
}

task<std::vector<message>> save_many(operation op, const thread_toucher& touches, std::vector<message> messages) {
    std::vector<std::string> ids;
    for (const auto& value : messages) {
        ids.push_back(value.id);
    }
    auto prepared = co_await prepare(op, std::move(messages), ids);
    if (prepared.has_error()) {
        co_return none_saved(prepared.error(), ids);
    }
    batch_plan plan = *std::move(prepared);
    std::vector<message> saved;
    std::set<std::string> thread_ids;
    for (const auto& placed : plan.messages) {
        saved.push_back(placed.value);
        thread_ids.insert(placed.value.thread_id);
    }
    const auto report = co_await write_messages(op, std::move(plan.messages));
    if (report.has_error()) {
        co_return none_saved(report.error(), ids);
    }
    MASTRA_CO_CHECK(to_result(*report, ids, "messages"));
    if (auto touched = co_await touches.touch(op, thread_ids); touched.has_error()) {
        co_return all_saved(touched.error(), ids);
    }
    if (auto renewed = co_await renew_messages(op, std::move(thread_ids)); renewed.has_error()) {
        co_return all_saved(renewed.error(), ids);
    }
    co_await reclaim_parts(op, std::move(plan.obsolete_parts));
    co_return saved;
}

}  // namespace

task<std::vector<message>> memory_store::save_messages(std::vector<message> messages, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    if (messages.empty()) {
        co_return messages;
    }
    const operation op = state_->begin(options);
    for (auto& value : messages) {
        MASTRA_CO_CHECK(check_message(value));
        value.updated_at = op->now;
    }
    if (messages.size() > 1) {
        messages = without_repeats(std::move(messages));
    }
    if (messages.size() == 1) {
        co_return co_await save_one(op, state_->touches, std::move(messages.front()));
    }
    co_return co_await save_many(op, state_->touches, std::move(messages));
}

}  // namespace mastra::stores
