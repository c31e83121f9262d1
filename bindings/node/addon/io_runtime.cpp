#include "io_runtime.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace mastra::node {
namespace {

// Longer than a stopped call needs; short enough for process.exit.
constexpr auto patience = std::chrono::milliseconds(500);

// Never destroyed: environments end after the process's static objects when the process exits in mid-flight.
struct runtime_slot {
    std::mutex mutex;
    std::weak_ptr<io_runtime> current;
};
runtime_slot& slot() {
    static auto* const only = new runtime_slot;  // NOLINT(cppcoreguidelines-owning-memory)
    return *only;
}

// The event loop goes first where there are fewer cores than work: it is what the program's users wait for.
void step_back_behind_the_event_loop() {
    constexpr id_t this_thread = 0;
    constexpr int by = 5;
    setpriority(PRIO_PROCESS, this_thread, std::min(19, getpriority(PRIO_PROCESS, this_thread) + by));
}

}  // namespace

std::shared_ptr<io_runtime> io_runtime::shared() {
    const std::lock_guard lock(slot().mutex);
    auto runtime = slot().current.lock();
    if (!runtime) {
        runtime = std::make_shared<io_runtime>();
        slot().current = runtime;
    }
    return runtime;
}

io_runtime::io_runtime() : work_(context_.get_executor()) {
    thread_ = std::thread([this] {
        step_back_behind_the_event_loop();
        context_.run();
        ended_.set_value();
    });
}

io_runtime::~io_runtime() {
    stop_clients();
    work_.reset();
    if (ended_.get_future().wait_for(patience) != std::future_status::ready) {
        context_.stop();
    }
    thread_.join();
}

shared_client_ptr io_runtime::client_for(const std::string& key, client::client_config config) {
    const std::lock_guard lock(mutex_);
    auto client = clients_[key].lock();
    if (!client) {
        std::erase_if(clients_, [](const auto& entry) { return entry.second.expired(); });
        client = std::make_shared<shared_client>(client::dynamodb_client(context_.get_executor(), std::move(config)));
        clients_[key] = client;
    }
    return client;
}

void io_runtime::stop_clients() {
    std::vector<shared_client_ptr> alive;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [key, client] : clients_) {
            if (auto owned = client.lock()) {
                alive.push_back(std::move(owned));
            }
        }
    }
    for (const auto& client : alive) {
        client->get().stop();
    }
}

}  // namespace mastra::node
