#include "mastra/client/run_blocking.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <gtest/gtest.h>

#include <stdexcept>

namespace mastra {
namespace {

namespace asio = boost::asio;

asio::awaitable<result<int>> forty_two() {
    co_await asio::post(asio::use_awaitable);
    co_return 42;
}
asio::awaitable<result<void>> refusal() {
    co_return error(client_errc::stopped);
}
asio::awaitable<int> failure() {
    co_await asio::post(asio::use_awaitable);
    throw std::runtime_error("broken");
}
asio::awaitable<int> endless(asio::io_context& context) {
    context.stop();
    for (;;) {
        co_await asio::post(asio::use_awaitable);
    }
}

TEST(run_blocking, returns_what_the_operation_gave_as_often_as_it_is_called) {
    asio::io_context context;
    EXPECT_EQ(run_blocking(context, forty_two()).value(), 42);
    EXPECT_EQ(run_blocking(context, forty_two()).value(), 42);
    EXPECT_TRUE(run_blocking(context, refusal()).has_error());
}

TEST(run_blocking, throws_what_the_operation_throws) {
    asio::io_context context;
    EXPECT_THROW((void)run_blocking(context, failure()), std::runtime_error);
}

TEST(run_blocking, throws_stopped_when_the_context_is_stopped) {
    asio::io_context context;
    EXPECT_THROW((void)run_blocking(context, endless(context)), mastra::exception);
}

}  // namespace
}  // namespace mastra
