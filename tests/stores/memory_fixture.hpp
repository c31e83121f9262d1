// A memory store on a table of its own, with a clock that tests can move, and a look at the raw items behind it.
#pragma once

#include "mastra/client/run_blocking.hpp"
#include "mastra/stores/memory_store.hpp"
#include "mastra/stores/table.hpp"
#include "support/test_endpoint.hpp"
#include "support/test_proxy.hpp"

#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mastra::test {

using namespace std::chrono_literals;

// The machine's clock, moved by hand.
class movable_clock : public mastra::clock {
public:
    [[nodiscard]] timestamp now() const override { return system_clock().now() + offset_.load(); }
    [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override {
        return system_clock().steady_now();
    }
    void advance(std::chrono::milliseconds by) { offset_ = offset_.load() + by; }

private:
    std::atomic<std::chrono::milliseconds> offset_{0ms};
};

// 2026-01-01T00:00:00Z and so many milliseconds.
[[nodiscard]] timestamp at(std::int64_t milliseconds);
[[nodiscard]] json_text json(std::string_view text);
// Incompressible text of so many bytes, the same for the same seed.
[[nodiscard]] std::string noise(std::size_t bytes, unsigned seed = 1);
[[nodiscard]] std::vector<std::string> ids_of(const std::vector<stores::message>& messages);
[[nodiscard]] std::vector<std::string> ids_of(const std::vector<stores::thread>& threads);

class memory_test : public testing::Test {
protected:
    memory_test();
    ~memory_test() override;

    // A further handle on the same table.
    [[nodiscard]] stores::memory_store make_store(stores::store_config config) const;
    [[nodiscard]] stores::memory_store make_store(stores::store_config config, std::string endpoint) const;
    [[nodiscard]] stores::store_config config() const;
    // A rule of this lifetime for a kind, on top of config().
    [[nodiscard]] stores::store_config with_ttl(stores::entity_kind kind, std::chrono::seconds lifetime,
                                                std::string attribute = "ttl") const;
    [[nodiscard]] client::dynamodb_client make_client(std::string endpoint) const;

    template <class T>
    result<T> run(boost::asio::awaitable<result<T>> operation) {
        return run_blocking(context, std::move(operation));
    }
    // Runs what must succeed.
    template <class T>
    T ok(boost::asio::awaitable<result<T>> operation) {
        auto outcome = run(std::move(operation));
        EXPECT_TRUE(outcome.has_value()) << (outcome.has_error() ? outcome.error().message() : "");
        if constexpr (!std::is_void_v<T>) {
            return outcome.has_value() ? *std::move(outcome) : T();
        }
    }

    [[nodiscard]] stores::thread a_thread(std::string id, std::string resource_id = "user-1") const;
    // A message at at(number * 1000) with text content.
    [[nodiscard]] stores::message a_message(std::string id, std::string thread_id, int number,
                                            std::string resource_id = "user-1") const;
    // `count` messages m000, m001, ... saved into a thread.
    std::vector<stores::message> fill(const std::string& thread_id, int count);
    [[nodiscard]] stores::message_query last(const std::string& thread_id, std::int64_t count) const;

    // All raw items of the table; only those whose pk begins with a prefix.
    std::vector<attribute_map> raw_items(const std::string& pk_prefix = "");
    std::optional<attribute_map> raw_item(const std::string& pk, const std::string& sk);
    void put_raw(attribute_map item);

    boost::asio::io_context context;
    movable_clock clock;
    std::string table;
    stores::memory_store store;

private:
    static std::string new_table_name();
    void create_table();
};

}  // namespace mastra::test
