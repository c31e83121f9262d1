// Requests of the item operations as JSON. What is unset or has DynamoDB's default is not sent.
#include "protocol/encode_value.hpp"
#include "protocol/wire_names.hpp"

#include "mastra/protocol/wire.hpp"

namespace mastra::protocol {
namespace {

constexpr std::size_t envelope_bytes = 512;

void write_text(json_writer& out, std::string_view name, const std::string& text) {
    out.name(name);
    out.string(text);
}
void write_text(json_writer& out, std::string_view name, const std::optional<std::string>& text) {
    if (text) {
        write_text(out, name, *text);
    }
}
void write_item(json_writer& out, std::string_view name, const attribute_map& item) {
    out.name(name);
    write_attributes(out, item);
}
void write_flag(json_writer& out, std::string_view name, bool value, bool unless) {
    if (value != unless) {
        out.name(name);
        out.boolean(value);
    }
}
template <class Enum>
void write_choice(json_writer& out, std::string_view name, Enum value) {
    if (value != Enum{}) {
        out.name(name);
        out.plain_string(wire_names::name_of(value));
    }
}
void write_count(json_writer& out, std::string_view name, const std::optional<std::int32_t>& count) {
    if (count) {
        out.name(name);
        out.integer(*count);
    }
}

void write_substitutions(json_writer& out, const expression_attributes& substitutions) {
    if (!substitutions.names.empty()) {
        out.name("ExpressionAttributeNames");
        out.begin_object();
        for (const auto& [placeholder, name] : substitutions.names) {
            out.free_name(placeholder);
            out.string(name);
        }
        out.end_object();
    }
    if (!substitutions.values.empty()) {
        write_item(out, "ExpressionAttributeValues", substitutions.values);
    }
}

void write_capacity(json_writer& out, capacity_detail detail) {
    write_choice(out, "ReturnConsumedCapacity", detail);
}

// What the conditional writes share, alone and inside a transaction.
template <class Write>
void write_condition(json_writer& out, const Write& write) {
    write_text(out, "ConditionExpression", write.condition_expression);
    write_substitutions(out, write.substitutions);
    write_choice(out, "ReturnValuesOnConditionCheckFailure", write.returned_on_failure);
}

// The members of a write that are the same alone and inside a transaction.
void write_members(json_writer& out, const put_item_request& put) {
    write_text(out, "TableName", put.table_name);
    write_item(out, "Item", put.item);
    write_condition(out, put);
}
void write_members(json_writer& out, const update_item_request& update) {
    write_text(out, "TableName", update.table_name);
    write_item(out, "Key", update.key);
    if (!update.update_expression.empty()) {
        write_text(out, "UpdateExpression", update.update_expression);
    }
    write_condition(out, update);
}
void write_members(json_writer& out, const delete_item_request& erase) {
    write_text(out, "TableName", erase.table_name);
    write_item(out, "Key", erase.key);
    write_condition(out, erase);
}
void write_members(json_writer& out, const transact_condition_check& check) {
    write_text(out, "TableName", check.table_name);
    write_item(out, "Key", check.key);
    write_condition(out, check);
}

std::size_t expected_bytes(const put_item_request& put) {
    return expected_json_bytes(put.item) + expected_json_bytes(put.substitutions.values);
}
template <class Keyed>
std::size_t expected_bytes(const Keyed& write) {
    return expected_json_bytes(write.key) + expected_json_bytes(write.substitutions.values);
}

template <class Write>
std::string encode_write(const Write& request) {
    json_writer out(envelope_bytes + expected_bytes(request));
    out.begin_object();
    write_members(out, request);
    write_choice(out, "ReturnValues", request.returned);
    write_capacity(out, request.return_capacity);
    out.end_object();
    return std::move(out).release();
}

// What Query and Scan share.
template <class Request>
void write_page_members(json_writer& out, const Request& request) {
    write_text(out, "TableName", request.table_name);
    write_text(out, "IndexName", request.index_name);
    write_text(out, "FilterExpression", request.filter_expression);
    write_text(out, "ProjectionExpression", request.projection_expression);
    write_substitutions(out, request.substitutions);
    write_choice(out, "Select", request.selected);
    write_flag(out, "ConsistentRead", request.consistent_read, false);
    write_count(out, "Limit", request.limit);
    if (request.exclusive_start_key) {
        write_item(out, "ExclusiveStartKey", *request.exclusive_start_key);
    }
    write_capacity(out, request.return_capacity);
}

void write_keys(json_writer& out, const keys_and_attributes& wanted) {
    out.begin_object();
    out.name("Keys");
    out.begin_array();
    for (const attribute_map& key : wanted.keys) {
        write_attributes(out, key);
    }
    out.end_array();
    write_text(out, "ProjectionExpression", wanted.projection_expression);
    write_substitutions(out, wanted.substitutions);
    write_flag(out, "ConsistentRead", wanted.consistent_read, false);
    out.end_object();
}

void write_batch_entry(json_writer& out, const put_request& put) {
    out.name("PutRequest");
    out.begin_object();
    write_item(out, "Item", put.item);
    out.end_object();
}
void write_batch_entry(json_writer& out, const delete_request& erase) {
    out.name("DeleteRequest");
    out.begin_object();
    write_item(out, "Key", erase.key);
    out.end_object();
}

std::size_t expected_batch_bytes(const batch_write_item_request& request) {
    std::size_t bytes = envelope_bytes;
    for (const auto& [table, writes] : request.request_items) {
        for (const write_request& write : writes) {
            const auto* put = std::get_if<put_request>(&write);
            bytes += expected_json_bytes(put ? put->item : std::get<delete_request>(write).key) + 32;
        }
    }
    return bytes;
}

constexpr std::string_view transaction_member(const put_item_request&) {
    return "Put";
}
constexpr std::string_view transaction_member(const update_item_request&) {
    return "Update";
}
constexpr std::string_view transaction_member(const delete_item_request&) {
    return "Delete";
}
constexpr std::string_view transaction_member(const transact_condition_check&) {
    return "ConditionCheck";
}

void write_transaction_part(json_writer& out, const transact_write& part) {
    std::visit(
        [&out](const auto& write) {
            out.begin_object();
            out.name(transaction_member(write));
            out.begin_object();
            write_members(out, write);
            out.end_object();
            out.end_object();
        },
        part);
}

void write_transaction_get(json_writer& out, const transact_get& get) {
    out.begin_object();
    out.name("Get");
    out.begin_object();
    write_text(out, "TableName", get.table_name);
    write_item(out, "Key", get.key);
    write_text(out, "ProjectionExpression", get.projection_expression);
    write_substitutions(out, get.substitutions);
    out.end_object();
    out.end_object();
}

}  // namespace

std::string encode(const get_item_request& request) {
    json_writer out(envelope_bytes + expected_bytes(request));
    out.begin_object();
    write_text(out, "TableName", request.table_name);
    write_item(out, "Key", request.key);
    write_text(out, "ProjectionExpression", request.projection_expression);
    write_substitutions(out, request.substitutions);
    write_flag(out, "ConsistentRead", request.consistent_read, false);
    write_capacity(out, request.return_capacity);
    out.end_object();
    return std::move(out).release();
}

std::string encode(const put_item_request& request) {
    return encode_write(request);
}
std::string encode(const update_item_request& request) {
    return encode_write(request);
}
std::string encode(const delete_item_request& request) {
    return encode_write(request);
}

std::string encode(const query_request& request) {
    json_writer out(envelope_bytes + expected_json_bytes(request.substitutions.values));
    out.begin_object();
    if (!request.key_condition_expression.empty()) {
        write_text(out, "KeyConditionExpression", request.key_condition_expression);
    }
    write_flag(out, "ScanIndexForward", request.scan_index_forward, true);
    write_page_members(out, request);
    out.end_object();
    return std::move(out).release();
}

std::string encode(const scan_request& request) {
    json_writer out(envelope_bytes + expected_json_bytes(request.substitutions.values));
    out.begin_object();
    write_count(out, "Segment", request.segment);
    write_count(out, "TotalSegments", request.total_segments);
    write_page_members(out, request);
    out.end_object();
    return std::move(out).release();
}

std::string encode(const batch_get_item_request& request) {
    json_writer out(envelope_bytes);
    out.begin_object();
    out.name("RequestItems");
    out.begin_object();
    for (const auto& [table, wanted] : request.request_items) {
        out.free_name(table);
        write_keys(out, wanted);
    }
    out.end_object();
    write_capacity(out, request.return_capacity);
    out.end_object();
    return std::move(out).release();
}

std::string encode(const batch_write_item_request& request) {
    json_writer out(expected_batch_bytes(request));
    out.begin_object();
    out.name("RequestItems");
    out.begin_object();
    for (const auto& [table, writes] : request.request_items) {
        out.free_name(table);
        out.begin_array();
        for (const write_request& write : writes) {
            out.begin_object();
            std::visit([&out](const auto& entry) { write_batch_entry(out, entry); }, write);
            out.end_object();
        }
        out.end_array();
    }
    out.end_object();
    write_capacity(out, request.return_capacity);
    out.end_object();
    return std::move(out).release();
}

std::string encode(const transact_get_items_request& request) {
    json_writer out(envelope_bytes);
    out.begin_object();
    out.name("TransactItems");
    out.begin_array();
    for (const transact_get& get : request.gets) {
        write_transaction_get(out, get);
    }
    out.end_array();
    write_capacity(out, request.return_capacity);
    out.end_object();
    return std::move(out).release();
}

std::string encode(const transact_write_items_request& request) {
    std::size_t bytes = envelope_bytes;
    for (const transact_write& part : request.writes) {
        bytes += std::visit([](const auto& write) { return expected_bytes(write) + 128; }, part);
    }
    json_writer out(bytes);
    out.begin_object();
    out.name("TransactItems");
    out.begin_array();
    for (const transact_write& part : request.writes) {
        write_transaction_part(out, part);
    }
    out.end_array();
    if (!request.client_request_token.empty()) {
        write_text(out, "ClientRequestToken", request.client_request_token);
    }
    write_capacity(out, request.return_capacity);
    out.end_object();
    return std::move(out).release();
}

}  // namespace mastra::protocol
