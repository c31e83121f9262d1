// A table that answers batches and pages, and leaves things undone as a test likes it.
#pragma once

#include "mastra/protocol/wire.hpp"
#include "support/scripted_transport.hpp"

#include <boost/json.hpp>

#include <map>
#include <random>
#include <string>

namespace mastra::client::test {

/// Understands BatchGetItem and BatchWriteItem of the table "table" with the key pk.
class fake_table {
public:
    explicit fake_table(unsigned seed) : random_(seed) {}

    /// Of a hundred units so many are left undone.
    int leftover_percent = 0;
    int writes = 0;
    int largest_batch = 0;
    std::map<std::string, boost::json::value> items;

    transport_result operator()(const http_request& request) {
        const boost::json::value body = boost::json::parse(request.body.view());
        const boost::json::value& table = body.at("RequestItems").at("table");
        return table.is_array() ? write(table.as_array()) : read(table.at("Keys").as_array());
    }

private:
    bool left_out() { return static_cast<int>(random_() % 100) < leftover_percent; }

    transport_result write(const boost::json::array& requests) {
        largest_batch = std::max(largest_batch, static_cast<int>(requests.size()));
        boost::json::array rest;
        for (const boost::json::value& each : requests) {
            if (left_out()) {
                rest.push_back(each);
                continue;
            }
            ++writes;
            if (const auto* put = each.as_object().if_contains("PutRequest")) {
                const boost::json::value& item = put->at("Item");
                items[key_of(item)] = item;
            } else {
                items.erase(key_of(each.at("DeleteRequest").at("Key")));
            }
        }
        return answer("UnprocessedItems", std::move(rest), {});
    }
    transport_result read(const boost::json::array& keys) {
        largest_batch = std::max(largest_batch, static_cast<int>(keys.size()));
        boost::json::array found;
        boost::json::array rest;
        for (const boost::json::value& key : keys) {
            if (left_out()) {
                rest.push_back(key);
            } else if (const auto item = items.find(key_of(key)); item != items.end()) {
                found.push_back(item->second);
            }
        }
        return answer("UnprocessedKeys", std::move(rest), std::move(found));
    }
    static std::string key_of(const boost::json::value& item) { return item.at("pk").at("S").as_string().c_str(); }
    static transport_result answer(const std::string& name, boost::json::array rest, boost::json::array found) {
        boost::json::object reply;
        boost::json::object& left = (reply[name] = boost::json::object()).as_object();
        if (!rest.empty() && name == "UnprocessedKeys") {
            left["table"] = {{"Keys", std::move(rest)}};
        } else if (!rest.empty()) {
            left["table"] = std::move(rest);
        }
        if (name == "UnprocessedKeys") {
            reply["Responses"] = {{"table", std::move(found)}};
        }
        return mastra::test::reply(200, boost::json::serialize(reply));
    }

    std::mt19937 random_;
};

}  // namespace mastra::client::test
