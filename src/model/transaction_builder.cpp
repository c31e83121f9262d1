// TransactWriteItems from single writes.
#include "mastra/model/operations.hpp"

#include "mastra/core/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace mastra::model {

namespace {

/// The target of a write. A put has no key of its own: it is in the item.
struct target {
    std::string_view table;
    attribute_map key;
    friend bool operator==(const target&, const target&) = default;
};

target target_of(const protocol::put_item_request& put, const std::vector<std::string>& key_names) {
    attribute_map key;
    for (const auto& name : key_names) {
        if (const auto* value = put.item.find(name)) {
            key.set(name, *value);
        }
    }
    return {put.table_name, std::move(key)};
}

template <class Keyed>
target target_of(const Keyed& write, const std::vector<std::string>&) {
    return {write.table_name, write.key};
}

error refused(std::string why) {
    return error(model_errc::invalid_expression, std::move(why));
}

}  // namespace

transaction_builder::transaction_builder(std::vector<std::string> key_names) : key_names_(std::move(key_names)) {}

transaction_builder& transaction_builder::add(protocol::put_item_request write) {
    writes_.emplace_back(std::move(write));
    return *this;
}
transaction_builder& transaction_builder::add(protocol::update_item_request write) {
    writes_.emplace_back(std::move(write));
    return *this;
}
transaction_builder& transaction_builder::add(protocol::delete_item_request write) {
    writes_.emplace_back(std::move(write));
    return *this;
}
transaction_builder& transaction_builder::check(protocol::transact_condition_check check) {
    writes_.emplace_back(std::move(check));
    return *this;
}

result<protocol::transact_write_items_request> transaction_builder::params() const {
    if (writes_.empty() || writes_.size() > limits::max_transaction_items) {
        return refused(
            fmt::format("a transaction has 1 to {} writes, not {}", limits::max_transaction_items, writes_.size()));
    }
    std::vector<target> seen;
    for (const auto& write : writes_) {
        auto own = std::visit([this](const auto& w) { return target_of(w, key_names_); }, write);
        if (std::find(seen.begin(), seen.end(), own) != seen.end()) {
            return refused("a transaction has one write an item, and here two have the same key");
        }
        seen.push_back(std::move(own));
    }
    protocol::transact_write_items_request request;
    request.writes = writes_;
    return request;
}

}  // namespace mastra::model
