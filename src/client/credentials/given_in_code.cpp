#include "mastra/client/credentials.hpp"

#include <utility>

namespace mastra::client {
namespace {

using boost::asio::awaitable;

class static_provider final : public credentials_provider {
public:
    explicit static_provider(credentials value) : value_(std::move(value)) {}
    awaitable<result<credentials>> fetch() override { co_return value_; }

private:
    credentials value_;
};

class function_provider final : public credentials_provider {
public:
    explicit function_provider(std::function<result<credentials>()> fetch) : fetch_(std::move(fetch)) {}
    awaitable<result<credentials>> fetch() override { co_return fetch_(); }

private:
    std::function<result<credentials>()> fetch_;
};

class coroutine_provider final : public credentials_provider {
public:
    explicit coroutine_provider(std::function<awaitable<result<credentials>>()> fetch) : fetch_(std::move(fetch)) {}
    awaitable<result<credentials>> fetch() override { return fetch_(); }

private:
    std::function<awaitable<result<credentials>>()> fetch_;
};

}  // namespace

credentials_provider_ptr static_credentials(credentials value) {
    if (value.source.empty()) {
        value.source = "given in code";
    }
    return std::make_shared<static_provider>(std::move(value));
}

credentials_provider_ptr function_credentials(std::function<result<credentials>()> fetch) {
    return std::make_shared<function_provider>(std::move(fetch));
}

credentials_provider_ptr coroutine_credentials(std::function<awaitable<result<credentials>>()> fetch) {
    return std::make_shared<coroutine_provider>(std::move(fetch));
}

}  // namespace mastra::client
