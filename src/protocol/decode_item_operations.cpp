// Replies of the item operations.
#include "protocol/reply_reader.hpp"

#include "mastra/protocol/wire.hpp"

namespace mastra::protocol {
namespace {

void read_index_units(reply_reader& reader, const dom::object& from, std::string_view kind, consumed_capacity& out) {
    std::map<std::string, consumed_capacity> indexes;
    reader.member(from, kind, indexes);
    for (const auto& [name, consumed] : indexes) {
        out.index_units[name] = consumed.capacity_units;
    }
}

template <class Response>
void read_capacity(reply_reader& reader, const dom::object& root, Response& out) {
    reader.member(root, "ConsumedCapacity", out.capacity);
}

result<write_item_response> decode_write(std::string_view body) {
    return read_reply<write_item_response>(body, [](auto& reader, const dom::object& root, auto& out) {
        reader.member(root, "Attributes", out.attributes);
        read_capacity(reader, root, out);
    });
}

result<page_response> decode_page(std::string_view body) {
    return read_reply<page_response>(body, [](auto& reader, const dom::object& root, auto& out) {
        reader.member(root, "Items", out.items);
        out.count = out.scanned_count = static_cast<std::int64_t>(out.items.size());
        reader.member(root, "Count", out.count);
        reader.member(root, "ScannedCount", out.scanned_count);
        reader.member(root, "LastEvaluatedKey", out.last_evaluated_key);
        read_capacity(reader, root, out);
    });
}

}  // namespace

void read(reply_reader& reader, const dom::element& from, consumed_capacity& out) {
    reader.object(from, [&](const dom::object& object) {
        reader.member(object, "TableName", out.table_name);
        reader.member(object, "CapacityUnits", out.capacity_units);
        read_index_units(reader, object, "GlobalSecondaryIndexes", out);
        read_index_units(reader, object, "LocalSecondaryIndexes", out);
    });
}

void read(reply_reader& reader, const dom::element& from, keys_and_attributes& out) {
    reader.object(from, [&](const dom::object& object) {
        reader.required(object, "Keys", out.keys);
        reader.member(object, "ProjectionExpression", out.projection_expression);
        reader.member(object, "ExpressionAttributeNames", out.substitutions.names);
        reader.member(object, "ConsistentRead", out.consistent_read);
    });
}

void read(reply_reader& reader, const dom::element& from, put_request& out) {
    reader.object(from, [&](const dom::object& object) { reader.required(object, "Item", out.item); });
}

void read(reply_reader& reader, const dom::element& from, delete_request& out) {
    reader.object(from, [&](const dom::object& object) { reader.required(object, "Key", out.key); });
}

void read(reply_reader& reader, const dom::element& from, write_request& out) {
    reader.object(from, [&](const dom::object& object) {
        std::optional<put_request> put;
        std::optional<delete_request> erase;
        reader.member(object, "PutRequest", put);
        reader.member(object, "DeleteRequest", erase);
        if (put.has_value() == erase.has_value()) {
            return reader.fail("expected either a PutRequest or a DeleteRequest");
        }
        out = put ? write_request(std::move(*put)) : write_request(std::move(*erase));
    });
}

namespace {

struct transaction_item {
    std::optional<attribute_map> item;
};

void read(reply_reader& reader, const dom::element& from, transaction_item& out) {
    reader.object(from, [&](const dom::object& object) { reader.member(object, "Item", out.item); });
}

}  // namespace

result<get_item_response> decode(const get_item_request&, std::string_view body) {
    return read_reply<get_item_response>(body, [](auto& reader, const dom::object& root, auto& out) {
        reader.member(root, "Item", out.item);
        read_capacity(reader, root, out);
    });
}

result<write_item_response> decode(const put_item_request&, std::string_view body) {
    return decode_write(body);
}
result<write_item_response> decode(const update_item_request&, std::string_view body) {
    return decode_write(body);
}
result<write_item_response> decode(const delete_item_request&, std::string_view body) {
    return decode_write(body);
}
result<page_response> decode(const query_request&, std::string_view body) {
    return decode_page(body);
}
result<page_response> decode(const scan_request&, std::string_view body) {
    return decode_page(body);
}

result<batch_get_item_response> decode(const batch_get_item_request&, std::string_view body) {
    return read_reply<batch_get_item_response>(body, [](auto& reader, const dom::object& root, auto& out) {
        reader.member(root, "Responses", out.responses);
        reader.member(root, "UnprocessedKeys", out.unprocessed_keys);
        read_capacity(reader, root, out);
    });
}

result<batch_write_item_response> decode(const batch_write_item_request&, std::string_view body) {
    return read_reply<batch_write_item_response>(body, [](auto& reader, const dom::object& root, auto& out) {
        reader.member(root, "UnprocessedItems", out.unprocessed_items);
        read_capacity(reader, root, out);
    });
}

result<transact_get_items_response> decode(const transact_get_items_request& request, std::string_view body) {
    return read_reply<transact_get_items_response>(body, [&](auto& reader, const dom::object& root, auto& out) {
        std::vector<transaction_item> items;
        reader.member(root, "Responses", items);
        if (items.size() != request.gets.size()) {
            return reader.fail("Responses has another length than the request");
        }
        out.items.reserve(items.size());
        for (transaction_item& each : items) {
            out.items.push_back(std::move(each.item));
        }
        read_capacity(reader, root, out);
    });
}

result<transact_write_items_response> decode(const transact_write_items_request&, std::string_view body) {
    return read_reply<transact_write_items_response>(
        body, [](auto& reader, const dom::object& root, auto& out) { read_capacity(reader, root, out); });
}

}  // namespace mastra::protocol
