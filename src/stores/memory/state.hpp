// What all handles of one memory store share.
#pragma once

#include "mastra/stores/memory_store.hpp"
#include "stores/record_editor.hpp"
#include "stores/touch.hpp"

#include <memory>

namespace mastra::stores {

struct memory_store::state {
    client::dynamodb_client client;
    std::shared_ptr<const store_config> config;
    record_editor<thread> threads;
    record_editor<resource> resources;
    thread_toucher touches;

    [[nodiscard]] operation begin(const store_options& options) const {
        return make_operation(client, config, options);
    }
};

}  // namespace mastra::stores
