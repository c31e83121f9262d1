#include "mastra/client/batch.hpp"

#include "client/batch_run.hpp"
#include "mastra/core/limits.hpp"

#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace mastra::client {

namespace asio = boost::asio;

namespace {

class batch_get_run final : public batch_run {
public:
    batch_get_run(dynamodb_client client, batch_get_spec spec, call_options options)
        : batch_run(std::move(client), std::move(options), after_failure::stop), spec_(std::move(spec)) {
        std::vector<attribute_map> keys;
        keys.reserve(spec_.keys.size());
        for (attribute_map& key : spec_.keys) {
            std::string identity = protocol::encode_item(key);
            if (!unit_of(identity)) {
                const std::size_t bytes = identity.size();
                add_unit(std::move(identity), bytes);
                keys.push_back(std::move(key));
            }
        }
        spec_.keys = std::move(keys);
    }

    [[nodiscard]] std::vector<attribute_map> take_items() { return std::move(items_); }

private:
    asio::awaitable<result<batch_fsm::unit_list>> send(batch_fsm::unit_list part) override {
        protocol::batch_get_item_request request;
        auto& wanted = request.request_items[spec_.table_name];
        for (const std::size_t unit : part) {
            wanted.keys.push_back(spec_.keys[unit]);
        }
        wanted.projection_expression = spec_.projection_expression;
        wanted.substitutions = spec_.substitutions;
        wanted.consistent_read = spec_.consistent_read;
        MASTRA_CO_TRY(auto reply, co_await client().async_send(std::move(request), options(), asio::use_awaitable));
        for (attribute_map& item : reply.responses[spec_.table_name]) {
            items_.push_back(std::move(item));
        }
        batch_fsm::unit_list leftovers;
        for (const attribute_map& key : reply.unprocessed_keys[spec_.table_name].keys) {
            if (const auto unit = unit_of(protocol::encode_item(key))) {
                leftovers.push_back(*unit);
            }
        }
        co_return leftovers;
    }
    attribute_map key_of(std::size_t unit) const override { return spec_.keys[unit]; }
    batch_limits limits() const override { return {limits::max_batch_get_items, limits::max_batch_bytes}; }
    std::string_view table_name() const override { return spec_.table_name; }

    batch_get_spec spec_;
    std::vector<attribute_map> items_;
};

attribute_map key_of_item(const attribute_map& item, const std::vector<std::string>& key_names) {
    attribute_map key;
    for (const std::string& name : key_names) {
        if (const attribute_value* value = item.find(name)) {
            key.set(name, *value);
        }
    }
    return key;
}

attribute_map key_of_write(const protocol::write_request& write, const std::vector<std::string>& key_names) {
    const auto* put = std::get_if<protocol::put_request>(&write);
    return put != nullptr ? key_of_item(put->item, key_names) : std::get<protocol::delete_request>(write).key;
}

/// At least what the write weighs as JSON. Six bytes a byte (\u001f) is the worst that escaping does, and only large
/// items are worth a look at the real length: 25 small ones always fit.
std::size_t request_bytes(const protocol::write_request& write) {
    constexpr std::size_t worst_growth = 6;
    constexpr std::size_t small_item = limits::max_batch_bytes / limits::max_batch_write_items / worst_growth;
    const auto* put = std::get_if<protocol::put_request>(&write);
    const attribute_map& item = put != nullptr ? put->item : std::get<protocol::delete_request>(write).key;
    const std::size_t size = item_size(item);
    return size < small_item ? size * worst_growth : protocol::encode_item(item).size();
}

class batch_write_run final : public batch_run {
public:
    batch_write_run(dynamodb_client client, batch_write_spec spec, call_options options)
        : batch_run(std::move(client), std::move(options), after_failure::go_on), spec_(std::move(spec)) {
        std::vector<protocol::write_request> writes;
        writes.reserve(spec_.writes.size());
        // From the end, so that of two writes to one key the later one stays.
        std::for_each(spec_.writes.rbegin(), spec_.writes.rend(), [&](protocol::write_request& write) {
            std::string identity = protocol::encode_item(key_of_write(write, spec_.key_names));
            if (!unit_of(identity)) {
                add_unit(std::move(identity), request_bytes(write));
                writes.push_back(std::move(write));
            }
        });
        spec_.writes = std::move(writes);
    }

private:
    asio::awaitable<result<batch_fsm::unit_list>> send(batch_fsm::unit_list part) override {
        protocol::batch_write_item_request request;
        auto& writes = request.request_items[spec_.table_name];
        for (const std::size_t unit : part) {
            writes.push_back(spec_.writes[unit]);
        }
        MASTRA_CO_TRY(auto reply, co_await client().async_send(std::move(request), options(), asio::use_awaitable));
        batch_fsm::unit_list leftovers;
        for (const auto& write : reply.unprocessed_items[spec_.table_name]) {
            if (const auto unit = unit_of(protocol::encode_item(key_of_write(write, spec_.key_names)))) {
                leftovers.push_back(*unit);
            }
        }
        co_return leftovers;
    }
    attribute_map key_of(std::size_t unit) const override { return key_of_write(spec_.writes[unit], spec_.key_names); }
    batch_limits limits() const override { return {limits::max_batch_write_items, limits::max_batch_bytes}; }
    std::string_view table_name() const override { return spec_.table_name; }

    batch_write_spec spec_;
};

}  // namespace

asio::awaitable<result<std::vector<attribute_map>>> batch_get(dynamodb_client client, batch_get_spec spec,
                                                              call_options options) {
    const int max_parallel = spec.max_parallel;
    auto batch = std::make_shared<batch_get_run>(std::move(client), std::move(spec), std::move(options));
    MASTRA_CO_CHECK(co_await batch_run::run(batch, max_parallel));
    co_return batch->take_items();
}

asio::awaitable<result<void>> batch_write(dynamodb_client client, batch_write_spec spec, call_options options) {
    const int max_parallel = spec.max_parallel;
    auto batch = std::make_shared<batch_write_run>(std::move(client), std::move(spec), std::move(options));
    co_return co_await batch_run::run(batch, max_parallel);
}

}  // namespace mastra::client
