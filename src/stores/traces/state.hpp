// What all handles of one store of legacy traces share.
#pragma once

#include "mastra/stores/traces_store.hpp"
#include "stores/operation.hpp"

#include <memory>

namespace mastra::stores {

struct traces_store::state {
    client::dynamodb_client client;
    std::shared_ptr<const store_config> config;

    [[nodiscard]] operation begin(const store_options& options) const {
        return make_operation(client, config, options);
    }
};

}  // namespace mastra::stores
