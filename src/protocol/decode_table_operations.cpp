// Replies of the table operations.
#include "protocol/reply_reader.hpp"

#include "mastra/protocol/wire.hpp"

#include <utility>

namespace mastra::protocol {
namespace {

struct key_element {
    std::string attribute;
    std::string type;
};

struct billing_summary {
    billing_mode mode = billing_mode::provisioned;
};

void read(reply_reader& reader, const dom::element& from, key_element& out) {
    reader.object(from, [&](const dom::object& object) {
        reader.required(object, "AttributeName", out.attribute);
        reader.required(object, "KeyType", out.type);
    });
}

void read(reply_reader& reader, const dom::element& from, billing_summary& out) {
    reader.object(from, [&](const dom::object& object) { reader.member(object, "BillingMode", out.mode); });
}

// Indexes of other programs may have several attributes a key: the first of each kind stands for them.
key_schema to_key_schema(std::vector<key_element> elements) {
    key_schema keys;
    for (key_element& element : elements) {
        if (element.type == "HASH" && keys.partition_key.empty()) {
            keys.partition_key = std::move(element.attribute);
        } else if (element.type == "RANGE" && !keys.sort_key) {
            keys.sort_key = std::move(element.attribute);
        }
    }
    return keys;
}

void read_key_schema(reply_reader& reader, const dom::object& from, key_schema& out) {
    std::vector<key_element> elements;
    reader.member(from, "KeySchema", elements);
    out = to_key_schema(std::move(elements));
}

}  // namespace

void read(reply_reader& reader, const dom::element& from, attribute_definition& out) {
    reader.object(from, [&](const dom::object& object) {
        reader.required(object, "AttributeName", out.name);
        reader.required(object, "AttributeType", out.type);
    });
}

void read(reply_reader& reader, const dom::element& from, provisioned_throughput& out) {
    reader.object(from, [&](const dom::object& object) {
        reader.member(object, "ReadCapacityUnits", out.read_capacity_units);
        reader.member(object, "WriteCapacityUnits", out.write_capacity_units);
    });
}

void read(reply_reader& reader, const dom::element& from, projection& out) {
    reader.object(from, [&](const dom::object& object) {
        reader.member(object, "ProjectionType", out.type);
        reader.member(object, "NonKeyAttributes", out.non_key_attributes);
    });
}

void read(reply_reader& reader, const dom::element& from, index_description& out) {
    reader.object(from, [&](const dom::object& object) {
        reader.required(object, "IndexName", out.index_name);
        read_key_schema(reader, object, out.keys);
        reader.member(object, "Projection", out.projection);
        reader.member(object, "IndexStatus", out.status);
        reader.member(object, "ProvisionedThroughput", out.throughput);
        reader.member(object, "ItemCount", out.item_count);
        reader.member(object, "IndexSizeBytes", out.size_bytes);
    });
}

void read(reply_reader& reader, const dom::element& from, sse_description& out) {
    reader.object(from, [&](const dom::object& object) {
        reader.member(object, "Status", out.status);
        reader.member(object, "KMSMasterKeyArn", out.kms_master_key_arn);
    });
}

void read(reply_reader& reader, const dom::element& from, table_description& out) {
    reader.object(from, [&](const dom::object& object) {
        reader.required(object, "TableName", out.table_name);
        reader.member(object, "TableStatus", out.status);
        reader.member(object, "TableArn", out.arn);
        reader.member(object, "AttributeDefinitions", out.attributes);
        read_key_schema(reader, object, out.keys);
        reader.member(object, "GlobalSecondaryIndexes", out.global_secondary_indexes);
        reader.member(object, "LocalSecondaryIndexes", out.local_secondary_indexes);
        billing_summary billing;
        reader.member(object, "BillingModeSummary", billing);
        out.billing_mode = billing.mode;
        reader.member(object, "ProvisionedThroughput", out.throughput);
        reader.member(object, "SSEDescription", out.sse);
        reader.member(object, "DeletionProtectionEnabled", out.deletion_protection);
        reader.member(object, "ItemCount", out.item_count);
        reader.member(object, "TableSizeBytes", out.size_bytes);
        reader.member(object, "CreationDateTime", out.created_epoch_seconds);
    });
}

void read(reply_reader& reader, const dom::element& from, update_time_to_live_response& out) {
    reader.object(from, [&](const dom::object& object) {
        reader.member(object, "AttributeName", out.attribute_name);
        reader.member(object, "Enabled", out.enabled);
    });
}

void read(reply_reader& reader, const dom::element& from, describe_time_to_live_response& out) {
    reader.object(from, [&](const dom::object& object) {
        reader.required(object, "TimeToLiveStatus", out.status);
        reader.member(object, "AttributeName", out.attribute_name);
    });
}

namespace {

struct recovery_description {
    std::string status;
};
void read(reply_reader& reader, const dom::element& from, recovery_description& out) {
    reader.object(from,
                  [&](const dom::object& object) { reader.required(object, "PointInTimeRecoveryStatus", out.status); });
}

}  // namespace

void read(reply_reader& reader, const dom::element& from, continuous_backups_response& out) {
    reader.object(from, [&](const dom::object& object) {
        recovery_description recovery;
        reader.required(object, "PointInTimeRecoveryDescription", recovery);
        out.point_in_time_recovery_status = std::move(recovery.status);
    });
}

namespace {

// A reply that is one described thing.
template <class Response>
result<Response> decode_single(std::string_view body, std::string_view name) {
    return read_reply<Response>(
        body, [&](auto& reader, const dom::object& root, auto& out) { reader.required(root, name, out); });
}

result<table_response> decode_table(std::string_view body, std::string_view name) {
    return read_reply<table_response>(
        body, [&](auto& reader, const dom::object& root, auto& out) { reader.required(root, name, out.table); });
}

}  // namespace

result<table_response> decode(const create_table_request&, std::string_view body) {
    return decode_table(body, "TableDescription");
}
result<table_response> decode(const describe_table_request&, std::string_view body) {
    return decode_table(body, "Table");
}
result<table_response> decode(const update_table_request&, std::string_view body) {
    return decode_table(body, "TableDescription");
}
result<table_response> decode(const delete_table_request&, std::string_view body) {
    return decode_table(body, "TableDescription");
}

result<list_tables_response> decode(const list_tables_request&, std::string_view body) {
    return read_reply<list_tables_response>(body, [](auto& reader, const dom::object& root, auto& out) {
        reader.required(root, "TableNames", out.table_names);
        reader.member(root, "LastEvaluatedTableName", out.last_evaluated_table_name);
    });
}

result<update_time_to_live_response> decode(const update_time_to_live_request&, std::string_view body) {
    return decode_single<update_time_to_live_response>(body, "TimeToLiveSpecification");
}
result<describe_time_to_live_response> decode(const describe_time_to_live_request&, std::string_view body) {
    return decode_single<describe_time_to_live_response>(body, "TimeToLiveDescription");
}

result<continuous_backups_response> decode(const update_continuous_backups_request&, std::string_view body) {
    return decode_single<continuous_backups_response>(body, "ContinuousBackupsDescription");
}
result<continuous_backups_response> decode(const describe_continuous_backups_request&, std::string_view body) {
    return decode_single<continuous_backups_response>(body, "ContinuousBackupsDescription");
}

}  // namespace mastra::protocol
