#include "options.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

namespace mastra::node {
namespace {

using calls::arguments;

std::chrono::milliseconds milliseconds_of(const arguments& given, std::string_view name,
                                          std::chrono::milliseconds otherwise) {
    return std::chrono::milliseconds(given.integer(name, otherwise.count()));
}

int small_number(const arguments& given, std::string_view name, int otherwise) {
    const std::int64_t number = given.integer(name, otherwise);
    if (number < 0 || number > 1'000'000'000) {
        throw calls::bad_arguments(std::string(name) + " is out of range");
    }
    return static_cast<int>(number);
}

client::retry_options retry_of(const arguments& given, client::retry_options otherwise) {
    otherwise.max_attempts = small_number(given, "maxAttempts", otherwise.max_attempts);
    otherwise.max_throttled_attempts = small_number(given, "maxThrottledAttempts", otherwise.max_throttled_attempts);
    otherwise.base_delay = milliseconds_of(given, "baseDelayMs", otherwise.base_delay);
    otherwise.max_delay = milliseconds_of(given, "maxDelayMs", otherwise.max_delay);
    return otherwise;
}

boost::asio::awaitable<result<client::credentials>> ask(std::weak_ptr<environment> owner, std::uint32_t provider) {
    const auto alive = owner.lock();
    if (!alive) {
        co_return error(client_errc::credentials_failed, "the JavaScript environment that gives them has ended");
    }
    const boost::asio::any_io_executor executor = co_await boost::asio::this_coro::executor;
    auto initiation = [alive, provider, executor](auto done) {
        alive->ask_credentials(provider, executor, credentials_handler(std::move(done)));
    };
    auto waiting =
        boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&, void(result<client::credentials>)>(
            initiation, boost::asio::use_awaitable);
    co_return co_await std::move(waiting);
}

client::credentials_provider_ptr provider_of(const arguments& given, const std::shared_ptr<environment>& owner) {
    if (const auto number = given.optional_integer("credentialsProvider")) {
        return client::coroutine_credentials(
            [weak = std::weak_ptr(owner), provider = static_cast<std::uint32_t>(*number)] {
                return ask(weak, provider);
            });
    }
    if (given.has("credentials")) {
        return client::static_credentials(credentials_of(given.object("credentials"), "code"));
    }
    return nullptr;
}

stores::entity_kind kind_named(std::string_view name) {
    if (const auto kind = stores::entity_kind_named(name)) {
        return *kind;
    }
    throw calls::bad_arguments("there is no kind " + std::string(name) + " in the table");
}

stores::ttl_rule ttl_rule_of(const arguments& given) {
    stores::ttl_rule rule;
    rule.enabled = given.flag("enabled", false);
    rule.attribute_name = given.optional_text("attributeName").value_or(rule.attribute_name);
    rule.default_lifetime = std::chrono::seconds(std::max<std::int64_t>(0, given.integer("defaultTtlSeconds", 0)));
    return rule;
}

stores::ttl_config ttl_of(const arguments& given) {
    stores::ttl_config config;
    for (const auto& [kind, rule] : given.members("ttl")) {
        if (!rule.is_object()) {
            continue;
        }
        const arguments given_rule = arguments::parse(rule.text());
        config.set(kind_named(kind), ttl_rule_of(given_rule)).value();
        if (given_rule.flag("followThread", false)) {
            if (kind_named(kind) != stores::entity_kind::message) {
                throw calls::bad_arguments("followThread is for messages, not for " + std::string(kind));
            }
            config.let_messages_follow_threads();
        }
    }
    return config;
}

}  // namespace

client::credentials credentials_of(const arguments& given, std::string source) {
    client::credentials made;
    made.access_key_id = given.text("accessKeyId");
    made.secret_access_key = secret_string(given.text("secretAccessKey"));
    made.session_token = secret_string(given.optional_text("sessionToken").value_or(""));
    made.expires_at = given.time("expiration");
    made.source = std::move(source);
    return made;
}

client::client_config client_config_of(const arguments& given, const std::shared_ptr<environment>& owner) {
    client::client_config config;
    config.region = given.optional_text("region").value_or("");
    config.endpoint = given.optional_text("endpoint").value_or("");
    config.allow_insecure_endpoint = given.flag("allowInsecureEndpoint", false);
    config.credentials = provider_of(given, owner);
    config.ca_certificates = given.optional_text("caCertificates").value_or("");
    config.timeout = milliseconds_of(given, "timeoutMs", config.timeout);
    config.attempt_timeout =
        milliseconds_of(given, "attemptTimeoutMs", std::min(config.attempt_timeout, config.timeout));
    config.connect_timeout = milliseconds_of(given, "connectTimeoutMs", config.connect_timeout);
    config.max_connections = small_number(given, "maxConnections", config.max_connections);
    config.retry = retry_of(given.object("retry"), config.retry);
    return config;
}

stores::store_config store_config_of(const arguments& given) {
    stores::store_config config;
    config.table_name = given.text("tableName");
    config.ttl = ttl_of(given);
    config.consistent_reads = given.flag("consistentReads", config.consistent_reads);
    config.max_parallel_requests = small_number(given, "maxParallelRequests", config.max_parallel_requests);
    config.max_record_bytes =
        static_cast<std::size_t>(small_number(given, "maxRecordBytes", static_cast<int>(config.max_record_bytes)));
    return config;
}

}  // namespace mastra::node
