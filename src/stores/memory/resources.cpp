// Resources: working memory and metadata that an agent keeps across threads.
#include "stores/memory/state.hpp"
#include "stores/metadata.hpp"
#include "stores/record_codec.hpp"
#include "stores/save_whole.hpp"
#include "stores/spill_io.hpp"

#include <fmt/format.h>

#include <utility>

namespace mastra::stores {

namespace asio = boost::asio;

task<std::optional<resource>> memory_store::get_resource_by_id(std::string resource_id, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    MASTRA_CO_CHECK(check_id(resource_kind(), resource_id));
    const operation op = state_->begin(options);
    MASTRA_CO_TRY(std::optional<located_item> found,
                  co_await find_item(op, resource_kind(), std::move(resource_id), op->config->consistent_reads));
    if (!found) {
        co_return std::optional<resource>();
    }
    MASTRA_CO_TRY(const std::optional<attribute_map> restored,
                  co_await restore_item(op, resource_kind(), std::move(found->item)));
    if (!restored) {
        co_return std::optional<resource>();
    }
    co_return to_resource(*restored);
}

task<resource> memory_store::save_resource(resource value, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    MASTRA_CO_CHECK(check_id(resource_kind(), value.id));
    MASTRA_CO_CHECK(check_metadata(value.metadata));
    const operation op = state_->begin(options);
    value.updated_at = op->now;
    const std::vector<std::string> kept(1, "createdAt");
    MASTRA_CO_TRY(const std::optional<attribute_map> before,
                  co_await save_whole(op, resource_kind(), value.id, to_attributes(value), kept));
    if (before && before->contains("createdAt")) {
        MASTRA_CO_TRY(const std::optional<resource> old, to_resource(*before));
        value.created_at = old->created_at;
    }
    co_return value;
}

task<resource> memory_store::update_resource(std::string resource_id, std::optional<std::string> working_memory,
                                             std::optional<json_text> metadata, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    MASTRA_CO_CHECK(check_id(resource_kind(), resource_id));
    MASTRA_CO_CHECK(check_metadata(metadata));
    const operation op = state_->begin(options);
    record_edit<resource> edit(op, resource_id);
    edit.apply = [op, resource_id, working_memory, metadata](std::optional<resource>& current) -> result<edit_step> {
        if (!current) {
            current = resource{resource_id, {}, json_object().to_text(), op->now, op->now};
        } else {
            current->updated_at = next_update_time(op, current->updated_at);
        }
        if (working_memory) {
            current->working_memory = working_memory;
        }
        if (metadata) {
            MASTRA_TRY(current->metadata, merged_metadata(current->metadata, *metadata));
        }
        return edit_step::changed;
    };
    MASTRA_CO_TRY(std::optional<resource> stored, co_await state_->resources.edit(std::move(edit)));
    if (!stored) {
        co_return error(store_errc::update_conflict, fmt::format("resource {} was deleted meanwhile", resource_id));
    }
    co_return *std::move(stored);
}

}  // namespace mastra::stores
