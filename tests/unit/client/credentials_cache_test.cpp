#include "client/credentials/credentials_cache.hpp"

#include "support/fake_clock.hpp"
#include "support/log_capture.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace mastra::client {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;

/// A provider whose answers are set by hand and whose fetches end when the test says so.
struct scripted_source {
    explicit scripted_source(const mastra::clock& time) : clock(time) {}

    result<credentials> answer() {
        ++fetches;
        if (failing) {
            return error(client_errc::credentials_failed, "the source is down");
        }
        credentials found{"AKID" + std::to_string(fetches), secret_string("CANARY-SECRET"),
                          secret_string("CANARY-TOKEN"), std::nullopt, "script"};
        if (lifetime) {
            found.expires_at = clock.now() + *lifetime;
        }
        return found;
    }

    const mastra::clock& clock;
    int fetches = 0;
    bool failing = false;
    std::optional<std::chrono::milliseconds> lifetime = 1h;
};

class credentials_cache_test : public testing::Test {
protected:
    std::shared_ptr<credentials_cache> make_cache() {
        return std::make_shared<credentials_cache>(
            context.get_executor(), function_credentials([this] { return source.answer(); }), clock, log.logger());
    }
    /// Runs everything that is ready.
    void settle() {
        context.restart();
        context.poll();
    }
    result<credentials_ptr> get(credentials_cache& from) {
        std::optional<result<credentials_ptr>> got;
        from.async_get([&](result<credentials_ptr> outcome) { got = std::move(outcome); });
        EXPECT_FALSE(got.has_value()) << "the handler ran inside the initiating function";
        settle();
        return got.value();
    }
    std::string key_of(credentials_cache& from) { return get(from).value()->access_key_id; }

    boost::asio::io_context context;
    mastra::test::fake_clock clock;
    scripted_source source{clock};
    mastra::test::log_capture log;
    std::shared_ptr<credentials_cache> cache = make_cache();
};

TEST_F(credentials_cache_test, fetches_nothing_before_it_is_asked) {
    settle();
    EXPECT_EQ(source.fetches, 0);
    EXPECT_EQ(cache->try_get(), nullptr);
    settle();
    EXPECT_EQ(source.fetches, 0) << "try_get answers; only async_get waits for a fetch";
}

TEST_F(credentials_cache_test, fetches_once_for_any_number_of_callers) {
    std::vector<credentials_ptr> got;
    for (int i = 0; i < 100; ++i) {
        cache->async_get([&](result<credentials_ptr> outcome) { got.push_back(outcome.value()); });
    }
    settle();
    ASSERT_EQ(got.size(), 100u);
    EXPECT_EQ(source.fetches, 1);
    EXPECT_EQ(got.front(), got.back());
    EXPECT_EQ(cache->try_get(), got.front());
}

TEST_F(credentials_cache_test, never_renews_credentials_without_an_end) {
    source.lifetime = std::nullopt;
    EXPECT_EQ(key_of(*cache), "AKID1");
    clock.advance(100'000h);
    EXPECT_EQ(key_of(*cache), "AKID1");
}

// Five minutes before the end nobody waits: one renewal in the background, and the old ones serve meanwhile.
TEST_F(credentials_cache_test, renews_in_the_background_while_the_old_ones_serve) {
    EXPECT_EQ(key_of(*cache), "AKID1");
    clock.advance(54min);
    EXPECT_EQ(cache->try_get()->access_key_id, "AKID1");
    settle();
    EXPECT_EQ(source.fetches, 1);
    clock.advance(2min);
    EXPECT_EQ(cache->try_get()->access_key_id, "AKID1");
    EXPECT_EQ(cache->try_get()->access_key_id, "AKID1");
    settle();
    EXPECT_EQ(source.fetches, 2);
    EXPECT_EQ(cache->try_get()->access_key_id, "AKID2");
}

TEST_F(credentials_cache_test, makes_callers_wait_in_the_last_minute) {
    EXPECT_EQ(key_of(*cache), "AKID1");
    clock.advance(59min + 30s);
    EXPECT_EQ(cache->try_get(), nullptr);
    EXPECT_EQ(key_of(*cache), "AKID2");
    EXPECT_EQ(source.fetches, 2);
}

TEST_F(credentials_cache_test, keeps_valid_credentials_when_the_renewal_fails_and_pauses_before_the_next) {
    EXPECT_EQ(key_of(*cache), "AKID1");
    source.failing = true;
    clock.advance(56min);
    EXPECT_EQ(key_of(*cache), "AKID1");
    EXPECT_EQ(source.fetches, 2);
    clock.advance(3s);
    EXPECT_EQ(key_of(*cache), "AKID1");
    EXPECT_EQ(source.fetches, 2) << "not tried again within five seconds";
    clock.advance(3s);
    EXPECT_EQ(key_of(*cache), "AKID1");
    EXPECT_EQ(source.fetches, 3);
    clock.advance(3min + 30s);
    EXPECT_EQ(key_of(*cache), "AKID1") << "in the last minute too, the old ones are better than none";
    EXPECT_EQ(source.fetches, 4);
    EXPECT_NE(cache->try_get(), nullptr);
}

TEST_F(credentials_cache_test, gives_the_error_once_the_old_ones_have_expired) {
    EXPECT_EQ(key_of(*cache), "AKID1");
    source.failing = true;
    clock.advance(61min);
    EXPECT_TRUE(get(*cache).error().is(client_errc::credentials_failed));
    source.failing = false;
    EXPECT_EQ(key_of(*cache), "AKID3") << "after a failure without valid credentials nothing is held back";
}

TEST_F(credentials_cache_test, refuses_credentials_that_have_expired_already) {
    source.lifetime = -1s;
    const auto got = get(*cache);
    EXPECT_TRUE(got.error().is(client_errc::credentials_failed));
    EXPECT_THAT(got.error().message(), HasSubstr("expired already"));
}

// A provider is the user's code; a line break in a key would smuggle a header into every request.
TEST_F(credentials_cache_test, refuses_credentials_that_cannot_be_in_a_header) {
    for (const auto& [id, secret] :
         {std::pair{"AKID\r\nX: y", "CANARY"}, std::pair{"", "CANARY"}, std::pair{"AKID", ""}}) {
        const auto given = std::make_shared<credentials_cache>(
            context.get_executor(), static_credentials({id, secret_string(secret), {}, std::nullopt, ""}), clock,
            logger{});
        const auto got = get(*given);
        EXPECT_TRUE(got.error().is(client_errc::credentials_failed));
        EXPECT_THAT(got.error().message(), HasSubstr("given in code"));
        EXPECT_THAT(got.error().message(), Not(HasSubstr("CANARY")));
    }
}

// A source that gives half a minute must not be asked for every single call.
TEST_F(credentials_cache_test, uses_short_lived_credentials_for_a_few_seconds) {
    source.lifetime = 30s;
    EXPECT_EQ(key_of(*cache), "AKID1");
    EXPECT_EQ(key_of(*cache), "AKID1");
    clock.advance(6s);
    EXPECT_EQ(key_of(*cache), "AKID2");
}

TEST_F(credentials_cache_test, fetches_anew_when_the_service_refused_what_it_gave) {
    const credentials_ptr first = get(*cache).value();
    cache->invalidate(first);
    EXPECT_EQ(cache->try_get(), nullptr);
    const credentials_ptr second = get(*cache).value();
    EXPECT_EQ(second->access_key_id, "AKID2");
    cache->invalidate(first);
    EXPECT_EQ(cache->try_get(), second) << "a late refusal of the old ones does not harm the new ones";
}

TEST_F(credentials_cache_test, turns_an_exception_of_the_provider_into_an_error) {
    const auto throwing = std::make_shared<credentials_cache>(
        context.get_executor(),
        function_credentials([]() -> result<credentials> { throw std::runtime_error("CANARY-SECRET"); }), clock,
        logger{});
    const auto got = get(*throwing);
    EXPECT_TRUE(got.error().is(client_errc::credentials_failed));
    EXPECT_THAT(got.error().message(), Not(HasSubstr("CANARY")));
}

TEST_F(credentials_cache_test, completes_on_the_handlers_executor) {
    boost::asio::io_context other;
    std::optional<result<credentials_ptr>> got;
    cache->async_get(boost::asio::bind_executor(other, [&](result<credentials_ptr> outcome) { got = outcome; }));
    settle();
    EXPECT_FALSE(got.has_value());
    other.run();
    EXPECT_TRUE(got.has_value());
}

TEST_F(credentials_cache_test, outlives_its_owner_until_the_fetch_in_flight_has_ended) {
    std::optional<result<credentials_ptr>> got;
    cache->async_get([&](result<credentials_ptr> outcome) { got = outcome; });
    cache.reset();
    settle();
    EXPECT_TRUE(got.has_value());
}

TEST_F(credentials_cache_test, logs_events_without_secrets) {
    (void)get(*cache);
    source.failing = true;
    clock.advance(56min);
    (void)get(*cache);
    const std::vector<std::string> lines = log.lines();
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_THAT(lines[0], HasSubstr("event=credentials_fetched source=\"script\""));
    EXPECT_THAT(lines[1], HasSubstr("event=credentials_fetch_failed still_valid=true"));
    for (const std::string& line : lines) {
        EXPECT_THAT(line, Not(HasSubstr("CANARY")));
    }
}

// Any thread may ask; one fetch a life, and every caller is answered.
TEST(credentials_cache_threads, serve_callers_of_many_threads_with_one_fetch) {
    boost::asio::thread_pool pool(4);
    std::atomic<int> fetches = 0;
    std::atomic<int> answered = 0;
    const auto cache = std::make_shared<credentials_cache>(
        pool.get_executor(), function_credentials([&]() -> result<credentials> {
            ++fetches;
            return credentials{"AKID", secret_string("secret"), {}, std::nullopt, "test"};
        }),
        mastra::system_clock(), logger{});
    for (int i = 0; i < 1'000; ++i) {
        boost::asio::post(pool, [&] {
            if (cache->try_get()) {
                ++answered;
                return;
            }
            cache->async_get([&](const result<credentials_ptr>& outcome) { answered += outcome.has_value() ? 1 : 0; });
        });
    }
    pool.join();
    EXPECT_EQ(answered, 1'000);
    EXPECT_EQ(fetches, 1);
}

}  // namespace
}  // namespace mastra::client
