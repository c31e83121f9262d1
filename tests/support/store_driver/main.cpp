// mastra_store_driver: the stores as a program that tests in other languages can call.
//   in:  {"id":1,"op":"saveThread","args":{...}}   Mastra's method and arguments, a line each
//   out: {"id":1,"result":...} or {"id":1,"error":{"code","kind","message","detail"}}, in the order of their ends
// Every line is started at once; one with "wait":true begins when all before it have ended, and later ones wait for it.
// Ends at the end of its input, when everything is answered.
#include "mastra/calls/operations.hpp"
#include "mastra/calls/replies.hpp"
#include "mastra/core/clock.hpp"
#include "support/store_driver/metadata_operation.hpp"

#include <CLI/CLI.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/executor_work_guard.hpp>

#include <deque>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

namespace mastra::test {
namespace {

struct settings {
    std::string endpoint;
    std::string table;
    int connections = 64;
    int parallel = 16;
    int timeout_ms = 30'000;
    int attempt_timeout_ms = 10'000;
    int attempts = 0;              // 0: the client's defaults
    std::vector<std::string> ttl;  // KIND=ATTRIBUTE:SECONDS
    std::string stopped_at;        // empty: the machine's clock
};

// Shows one time for ever: records must not need it to tell writes apart.
class stopped_clock : public mastra::clock {
public:
    explicit stopped_clock(timestamp now) : now_(now) {}
    [[nodiscard]] timestamp now() const override { return now_; }
    [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override {
        return system_clock().steady_now();
    }

private:
    timestamp now_;
};

client::client_config client_config_of(const settings& given) {
    client::client_config config;
    if (!given.stopped_at.empty()) {
        static const stopped_clock clock(parse_timestamp(given.stopped_at).value());
        config.clock = &clock;
    }
    config.region = "us-east-1";
    config.endpoint = given.endpoint;
    config.credentials = client::static_credentials({"test", secret_string("test"), {}, {}, "tests"});
    config.max_connections = given.connections;
    config.timeout = std::chrono::milliseconds(given.timeout_ms);
    config.attempt_timeout = std::chrono::milliseconds(std::min(given.attempt_timeout_ms, given.timeout_ms));
    if (given.attempts > 0) {
        config.retry.max_attempts = config.retry.max_throttled_attempts = given.attempts;
        config.retry.bucket_capacity = 1'000'000;
    }
    return config;
}

stores::entity_kind kind_named(std::string_view name) {
    if (const auto kind = stores::entity_kind_named(name)) {
        return *kind;
    }
    throw calls::bad_arguments("there is no kind " + std::string(name));
}

stores::store_config store_config_of(const settings& given) {
    stores::store_config config;
    config.table_name = given.table;
    config.max_parallel_requests = given.parallel;
    for (const auto& rule : given.ttl) {
        const auto equals = rule.find('=');
        const auto colon = rule.find(':', equals);
        if (colon == std::string::npos) {
            throw calls::bad_arguments("a TTL is KIND=ATTRIBUTE:SECONDS");
        }
        const stores::ttl_rule wanted{true, rule.substr(equals + 1, colon - equals - 1),
                                      std::chrono::seconds(std::stoll(rule.substr(colon + 1)))};
        config.ttl.set(kind_named(rule.substr(0, equals)), wanted).value();
    }
    return config;
}

// Reads lines on a thread of its own; everything else happens on the thread of `context`.
class driver {
public:
    driver(boost::asio::io_context& context, const settings& given)
        : context_(context), client_(context.get_executor(), client_config_of(given)), work_(context.get_executor()) {
        const stores::store_config config = store_config_of(given);
        for (const auto add :
             {calls::add_memory_operations, calls::add_workflow_operations, calls::add_score_operations,
              calls::add_eval_operations, calls::add_observability_operations, calls::add_trace_operations,
              calls::add_table_operations}) {
            add(operations_, client_, config);
        }
        add_metadata_operation(operations_, client_, config);
    }

    void run() {
        std::thread reader([this] {
            for (std::string line; std::getline(std::cin, line);) {
                boost::asio::post(context_, [this, line] { received(line); });
            }
            boost::asio::post(context_, [this] { input_ended(); });
        });
        context_.run();
        reader.join();
    }

private:
    void received(std::string line) {
        waiting_.push_back(std::move(line));
        start_waiting();
    }

    void input_ended() {
        ended_ = true;
        stop_when_done();
    }

    void start_waiting() {
        while (!waiting_.empty() && !alone_) {
            if (!begin(waiting_.front())) {
                return;
            }
            waiting_.pop_front();
        }
    }

    // False when the line has to wait.
    bool begin(const std::string& line) {
        std::int64_t id = -1;
        try {
            const auto given = calls::arguments::parse(line);
            id = given.integer("id", -1);
            const bool wants_to_be_alone = given.flag("wait", false);
            if (wants_to_be_alone && running_ > 0) {
                return false;
            }
            auto operation = operation_named(given.text("op"))(given.object("args"), {});
            alone_ = wants_to_be_alone;
            ++running_;
            boost::asio::co_spawn(
                context_, std::move(operation),
                [this, id](std::exception_ptr fault, std::string reply) { finished(id, fault, reply); });
        } catch (const std::exception& fault) {
            answer(id, "\"error\":" + calls::bad_arguments_json(fault.what()));
        }
        return true;
    }

    [[nodiscard]] const calls::begin_operation& operation_named(const std::string& name) const {
        const auto found = operations_.find(name);
        if (found == operations_.end()) {
            throw calls::bad_arguments("there is no operation " + name);
        }
        return found->second;
    }

    void finished(std::int64_t id, std::exception_ptr fault, const std::string& reply) {
        if (fault) {
            std::rethrow_exception(fault);
        }
        answer(id, reply);
        --running_;
        alone_ = false;
        start_waiting();
        stop_when_done();
    }

    static void answer(std::int64_t id, const std::string& reply) {
        std::cout << "{\"id\":" << id << ',' << reply << "}\n" << std::flush;
    }

    void stop_when_done() {
        if (ended_ && running_ == 0 && waiting_.empty()) {
            client_.stop();
            work_.reset();
        }
    }

    boost::asio::io_context& context_;
    client::dynamodb_client client_;
    calls::operation_table operations_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    std::deque<std::string> waiting_;
    int running_ = 0;
    bool alone_ = false;
    bool ended_ = false;
};

int run(int argc, char** argv) {
    CLI::App app("The stores, driven by JSON lines");
    settings given;
    app.add_option("--endpoint", given.endpoint)->required();
    app.add_option("--table", given.table)->required();
    app.add_option("--connections", given.connections);
    app.add_option("--parallel", given.parallel, "requests of one operation in flight");
    app.add_option("--timeout-ms", given.timeout_ms, "a whole operation");
    app.add_option("--attempt-timeout-ms", given.attempt_timeout_ms);
    app.add_option("--attempts", given.attempts, "of a request, whatever its fault; without a retry budget");
    app.add_option("--ttl", given.ttl, "KIND=ATTRIBUTE:SECONDS");
    app.add_option("--stopped-at", given.stopped_at, "the only time the clock shows, as ISO text");
    CLI11_PARSE(app, argc, argv);
    boost::asio::io_context context;
    driver(context, given).run();
    return 0;
}

}  // namespace
}  // namespace mastra::test

int main(int argc, char** argv) {
    try {
        return mastra::test::run(argc, argv);
    } catch (const std::exception& fault) {
        std::cerr << "mastra_store_driver: " << fault.what() << '\n';
        return 1;
    }
}
