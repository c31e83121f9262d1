// Single threads: get, save, update.
#include "mastra/core/error_detail.hpp"
#include "stores/config_check.hpp"
#include "stores/item_write.hpp"
#include "stores/memory/renew_messages.hpp"
#include "stores/memory/state.hpp"
#include "stores/metadata.hpp"
#include "stores/record_codec.hpp"
#include "stores/save_whole.hpp"
#include "stores/spill_io.hpp"
#include "stores/touch.hpp"

#include <fmt/format.h>

#include <set>
#include <string>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;

error not_found(const std::string& thread_id) {
    return error(store_errc::thread_not_found, fmt::format("thread {}", thread_id));
}

task<std::optional<thread>> whole_thread(operation op, attribute_map item) {
    MASTRA_CO_TRY(const std::optional<attribute_map> restored,
                  co_await restore_item(op, thread_kind(), std::move(item)));
    if (!restored) {
        co_return std::optional<thread>();
    }
    co_return to_thread(*restored);
}

result<item_write> title_write(const operation& op, const std::string& id, const std::string& title, timestamp when) {
    item_write write;
    write.set = attribute_map{{"title", title}, {"updatedAt", to_iso_string(when)}};
    MASTRA_CHECK(set_ttl(op, thread_kind(), write.set));
    write.where =
        own(id) && expression::attr("createdAt").exists() && updated_before(when) && not_expired(op, thread_kind());
    write.returned = protocol::return_values::all_new;
    return write;
}

/// A title replaces: no need to read first.
task<thread> set_title(operation op, std::string id, std::string title) {
    timestamp when = op->now;
    for (int attempt = 1;; ++attempt) {
        MASTRA_CO_TRY(item_write write, title_write(op, id, title, when));
        auto written = co_await write_existing(op, thread_kind(), id, std::move(write));
        if (written.has_value()) {
            std::optional<thread> stored;
            if (*written) {
                MASTRA_CO_TRY(stored, co_await whole_thread(op, *std::move((*written)->attributes)));
            }
            if (!stored) {
                co_return not_found(id);
            }
            co_return *std::move(stored);
        }
        if (!written.error().is(service_errc::conditional_check_failed)) {
            co_return std::move(written).error();
        }
        if (const auto& item = written.error().detail().rejected_item; !item || !item->contains("createdAt")) {
            co_return not_found(id);  // a ghost: upstream touches threads that do not exist
        }
        when = after_rejected(written.error(), when);
        MASTRA_CO_CHECK(co_await pause(op, conflict_pause(op, attempt)));
    }
}

/// After a write to the thread itself.
task<void> renew_messages_of(operation op, std::string thread_id) {
    std::set<std::string> ids;
    ids.insert(std::move(thread_id));
    co_return co_await renew_messages(op, std::move(ids));
}

}  // namespace

memory_store::memory_store(client::dynamodb_client client, store_config config) {
    const asio::any_io_executor executor = client.executor();
    state_ = std::make_shared<const state>(state{std::move(client), checked_config(std::move(config)),
                                                 record_editor<thread>(executor), record_editor<resource>(executor),
                                                 thread_toucher(executor)});
}

const store_config& memory_store::config() const noexcept {
    return *state_->config;
}
const client::dynamodb_client& memory_store::client() const noexcept {
    return state_->client;
}

task<std::optional<thread>> memory_store::get_thread_by_id(std::string thread_id,
                                                           std::optional<std::string> resource_id,
                                                           store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    MASTRA_CO_CHECK(check_id(thread_kind(), thread_id));
    const operation op = state_->begin(options);
    MASTRA_CO_TRY(std::optional<located_item> found,
                  co_await find_item(op, thread_kind(), std::move(thread_id), op->config->consistent_reads));
    if (!found) {
        co_return std::optional<thread>();
    }
    MASTRA_CO_TRY(std::optional<thread> value, co_await whole_thread(op, std::move(found->item)));
    if (value && resource_id && value->resource_id != *resource_id) {
        value.reset();
    }
    co_return value;
}

task<thread> memory_store::save_thread(thread value, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    MASTRA_CO_CHECK(check_id(thread_kind(), value.id));
    MASTRA_CO_CHECK(check_metadata(value.metadata));
    if (value.resource_id.empty()) {
        co_return error(store_errc::invalid_argument, "the resource_id of a thread must not be empty");
    }
    const operation op = state_->begin(options);
    if (!value.title) {
        value.title = fmt::format("Thread {}", value.id);
    }
    MASTRA_CO_CHECK(co_await save_whole(op, thread_kind(), value.id, to_attributes(value)));
    MASTRA_CO_CHECK(co_await renew_messages_of(op, value.id));
    co_return value;
}

task<thread> memory_store::update_thread(thread_update change, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    MASTRA_CO_CHECK(check_id(thread_kind(), change.id));
    MASTRA_CO_CHECK(check_metadata(change.metadata));
    const operation op = state_->begin(options);
    if (change.title && !change.metadata) {
        MASTRA_CO_TRY(thread titled, co_await set_title(op, change.id, *std::move(change.title)));
        MASTRA_CO_CHECK(co_await renew_messages_of(op, change.id));
        co_return titled;
    }
    record_edit<thread> edit(op, change.id);
    edit.apply = [op, change](std::optional<thread>& current) -> result<edit_step> {
        if (!current) {
            return not_found(change.id);
        }
        if (change.title) {
            current->title = change.title;
        }
        if (change.metadata) {
            MASTRA_TRY(current->metadata, merged_metadata(current->metadata, *change.metadata));
        }
        current->updated_at = next_update_time(op, current->updated_at);
        return edit_step::changed;
    };
    MASTRA_CO_TRY(std::optional<thread> stored, co_await state_->threads.edit(std::move(edit)));
    if (!stored) {
        co_return not_found(change.id);
    }
    MASTRA_CO_CHECK(co_await renew_messages_of(op, change.id));
    co_return *std::move(stored);
}

task<std::optional<thread>> memory_store::update_thread_metadata(std::string thread_id, metadata_edit edit,
                                                                 std::optional<std::string> resource_id,
                                                                 store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    MASTRA_CO_CHECK(check_id(thread_kind(), thread_id));
    const operation op = state_->begin(options);
    auto out_of_scope = std::make_shared<bool>(false);
    record_edit<thread> change(op, std::move(thread_id));
    change.apply = [op, edit, resource_id, out_of_scope](std::optional<thread>& current) -> result<edit_step> {
        *out_of_scope = !current || (resource_id && current->resource_id != *resource_id);
        if (*out_of_scope) {
            return edit_step::unchanged;
        }
        const std::optional<json_text> added = edit(*current);
        MASTRA_CHECK(check_metadata(added));
        if (!added) {
            return edit_step::unchanged;
        }
        MASTRA_TRY(current->metadata, merged_metadata(current->metadata, *added));
        current->updated_at = next_update_time(op, current->updated_at);
        return edit_step::changed;
    };
    MASTRA_CO_TRY(std::optional<thread> stored, co_await state_->threads.edit(std::move(change)));
    if (*out_of_scope) {
        stored.reset();
    }
    if (stored) {
        MASTRA_CO_CHECK(co_await renew_messages_of(op, stored->id));
    }
    co_return stored;
}

}  // namespace mastra::stores
