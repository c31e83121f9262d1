#include "stores/memory_fixture.hpp"

#include "mastra/client/pages.hpp"
#include "mastra/core/random.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <random>
#include <utility>

namespace mastra::test {

timestamp at(std::int64_t milliseconds) {
    return timestamp(std::chrono::milliseconds(1767225600000 + milliseconds));
}

json_text json(std::string_view text) {
    return json_text::parse(text).value();
}

std::string noise(std::size_t bytes, unsigned seed) {
    static constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::mt19937 random(seed);
    std::string text(bytes, ' ');
    for (char& c : text) {
        c = letters[random() % letters.size()];
    }
    return text;
}

std::vector<std::string> ids_of(const std::vector<stores::message>& messages) {
    std::vector<std::string> ids;
    for (const auto& value : messages) {
        ids.push_back(value.id);
    }
    return ids;
}

std::vector<std::string> ids_of(const std::vector<stores::thread>& threads) {
    std::vector<std::string> ids;
    for (const auto& value : threads) {
        ids.push_back(value.id);
    }
    return ids;
}

std::string memory_test::new_table_name() {
    return "memory-" + make_token();
}

memory_test::memory_test() : table(new_table_name()), store(make_store(config())) {
    create_table();
}

memory_test::~memory_test() {
    protocol::delete_table_request request;
    request.table_name = table;
    (void)run(store.client().async_send(request, {}, boost::asio::use_awaitable));
}

void memory_test::create_table() {
    ok(store.client().async_send(stores::table_definition(table), {}, boost::asio::use_awaitable));
}

client::dynamodb_client memory_test::make_client(std::string endpoint) const {
    client::client_config config;
    config.region = "us-east-1";
    config.endpoint = std::move(endpoint);
    config.credentials = client::static_credentials({"test", secret_string("test"), {}, {}, "test"});
    config.clock = &clock;
    config.timeout = 60s;
    return client::dynamodb_client(const_cast<boost::asio::io_context&>(context).get_executor(), config);
}

stores::store_config memory_test::config() const {
    stores::store_config config;
    config.table_name = table;
    return config;
}

stores::store_config memory_test::with_ttl(stores::entity_kind kind, std::chrono::seconds lifetime,
                                           std::string attribute) const {
    stores::store_config all = config();
    all.ttl.set(kind, stores::ttl_rule{true, std::move(attribute), lifetime}).value();
    return all;
}

stores::memory_store memory_test::make_store(stores::store_config config) const {
    return make_store(std::move(config), test_endpoint());
}

stores::memory_store memory_test::make_store(stores::store_config config, std::string endpoint) const {
    return stores::memory_store(make_client(std::move(endpoint)), std::move(config));
}

stores::thread memory_test::a_thread(std::string id, std::string resource_id) const {
    return stores::thread{std::move(id), std::move(resource_id), "a title", json(R"({"a":1})"), at(0), at(0)};
}

stores::message memory_test::a_message(std::string id, std::string thread_id, int number,
                                       std::string resource_id) const {
    stores::message value;
    value.content = fmt::format(R"({{"format":2,"parts":[{{"type":"text","text":"{}"}}]}})", id);
    value.id = std::move(id);
    value.thread_id = std::move(thread_id);
    value.resource_id = std::move(resource_id);
    value.role = number % 2 == 0 ? "user" : "assistant";
    value.created_at = at(number * 1000);
    return value;
}

std::vector<stores::message> memory_test::fill(const std::string& thread_id, int count) {
    std::vector<stores::message> messages;
    for (int i = 0; i < count; ++i) {
        messages.push_back(a_message(fmt::format("m{:03}", i), thread_id, i));
    }
    return ok(store.save_messages(messages));
}

stores::message_query memory_test::last(const std::string& thread_id, std::int64_t count) const {
    stores::message_query query;
    query.thread_ids = {thread_id};
    query.paging.per_page = count;
    query.order.direction = stores::sort_direction::descending;
    return query;
}

std::vector<attribute_map> memory_test::raw_items(const std::string& pk_prefix) {
    std::vector<attribute_map> items;
    protocol::scan_request request;
    request.table_name = table;
    request.consistent_read = true;
    ok(client::visit_pages(store.client(), request, [&](protocol::page_response& page) {
        for (auto& item : page.items) {
            if (item.find_string("pk")->starts_with(pk_prefix)) {
                items.push_back(std::move(item));
            }
        }
        return client::page_step::more;
    }));
    return items;
}

std::optional<attribute_map> memory_test::raw_item(const std::string& pk, const std::string& sk) {
    protocol::get_item_request request;
    request.table_name = table;
    request.key = attribute_map{{"pk", pk}, {"sk", sk}};
    request.consistent_read = true;
    return ok(store.client().async_send(request, {}, boost::asio::use_awaitable)).item;
}

void memory_test::put_raw(attribute_map item) {
    protocol::put_item_request request;
    request.table_name = table;
    request.item = std::move(item);
    ok(store.client().async_send(request, {}, boost::asio::use_awaitable));
}

}  // namespace mastra::test
