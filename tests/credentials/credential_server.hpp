// A credential service on loopback, and a source that reaches it by libcurl. Serves the tests of credential sources.
#pragma once

#include "client/credentials/source_context.hpp"
#include "client/curl_transport.hpp"
#include "http/stub_server.hpp"
#include "mastra/client/run_blocking.hpp"
#include "support/log_capture.hpp"
#include "unit/client/fake_environment.hpp"

#include <boost/asio/io_context.hpp>

#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace mastra::client::test {

using mastra::test::stub_connection;
using mastra::test::stub_request;
using mastra::test::stub_server;

struct service_reply {
    int status = 200;
    std::string body;
};

/// Answers every request with what `answer` returns, and keeps the requests' heads and bodies.
class credential_server {
public:
    explicit credential_server(std::function<service_reply(const stub_request&)> answer)
        : answer_(std::move(answer)), server_([this](stub_connection& connection) { serve(connection); }) {}

    [[nodiscard]] std::string url() const { return server_.url(); }
    [[nodiscard]] std::vector<stub_request> requests() const {
        const std::lock_guard lock(mutex_);
        return requests_;
    }

private:
    void serve(stub_connection& connection) {
        stub_request request;
        while (connection.read_request(request)) {
            {
                const std::lock_guard lock(mutex_);
                requests_.push_back(request);
            }
            const service_reply reply = answer_(request);
            connection.reply(reply.status, reply.body);
        }
    }

    std::function<service_reply(const stub_request&)> answer_;
    mutable std::mutex mutex_;
    std::vector<stub_request> requests_;
    stub_server server_;
};

/// A machine whose sources use real sockets, real processes and the real time.
struct real_world {
    explicit real_world(fake_machine machine, std::string profile = {})
        : settings(settings_of(std::move(machine), std::move(profile))) {}

    [[nodiscard]] source_context source() {
        return {settings, http, &mastra::system_clock(), log.logger(), "eu-west-1", endpoint_rules::strict};
    }
    template <class T>
    [[nodiscard]] T run(boost::asio::awaitable<T> work) {
        return run_blocking(context, std::move(work));
    }

    boost::asio::io_context context{1};
    std::shared_ptr<transport> http = make_curl_transport(client_strand(context.get_executor()), {});
    std::shared_ptr<const aws_settings> settings;
    mastra::test::log_capture log;
};

}  // namespace mastra::client::test
