// What all handles of one workflows store share.
#pragma once

#include "mastra/stores/workflows_store.hpp"
#include "stores/record_editor.hpp"

#include <memory>

namespace mastra::stores {

struct workflows_store::state {
    client::dynamodb_client client;
    std::shared_ptr<const store_config> config;
    record_editor<workflow_run> runs;

    [[nodiscard]] operation begin(const store_options& options) const {
        return make_operation(client, config, options);
    }
};

}  // namespace mastra::stores
