// The one thread of the process that talks to DynamoDB, and the clients that live on it. Serves every environment (main
// thread and workers) in which the addon is loaded.
#pragma once

#include "mastra/client/dynamodb_client.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace mastra::node {

/// A client whose connections are closed when the last owner is gone.
class shared_client {
public:
    explicit shared_client(client::dynamodb_client client) : client_(std::move(client)) {}
    shared_client(const shared_client&) = delete;
    shared_client& operator=(const shared_client&) = delete;
    ~shared_client() { client_.stop(); }

    [[nodiscard]] const client::dynamodb_client& get() const noexcept { return client_; }

private:
    client::dynamodb_client client_;
};
using shared_client_ptr = std::shared_ptr<shared_client>;

/// Thread safety: any thread, but for the destructor: never on the I/O thread itself.
class io_runtime {
public:
    /// The process's runtime; started when none lives. It ends with its last owner.
    [[nodiscard]] static std::shared_ptr<io_runtime> shared();

    io_runtime();
    io_runtime(const io_runtime&) = delete;
    io_runtime& operator=(const io_runtime&) = delete;
    /// Calls in flight end with the error `stopped`; whatever does not end soon is dropped.
    ~io_runtime();

    [[nodiscard]] boost::asio::io_context& context() noexcept { return context_; }

    /// The client with this key, made when there is none: stores with the same settings share their connections.
    /// Throws mastra::exception as the constructor of dynamodb_client.
    [[nodiscard]] shared_client_ptr client_for(const std::string& key, client::client_config config);

private:
    void stop_clients();

    boost::asio::io_context context_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    std::mutex mutex_;
    std::map<std::string, std::weak_ptr<shared_client>> clients_;  // guarded by mutex_
    std::promise<void> ended_;
    std::thread thread_;
};

}  // namespace mastra::node
