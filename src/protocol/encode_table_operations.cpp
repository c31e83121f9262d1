// Requests of the table operations as JSON. What is unset or has DynamoDB's default is not sent.
#include "protocol/json_writer.hpp"
#include "protocol/wire_names.hpp"

#include "mastra/protocol/wire.hpp"

#include <utility>

namespace mastra::protocol {
namespace {

constexpr std::size_t request_bytes = 1024;

void write_string(json_writer& out, std::string_view name, std::string_view text) {
    out.name(name);
    out.string(text);
}
template <class Enum>
void write_enum(json_writer& out, std::string_view name, Enum value) {
    out.name(name);
    out.plain_string(wire_names::name_of(value));
}
void write_flag(json_writer& out, std::string_view name, bool value) {
    out.name(name);
    out.boolean(value);
}

void write_key(json_writer& out, std::string_view attribute, std::string_view key_type) {
    out.begin_object();
    write_string(out, "AttributeName", attribute);
    write_string(out, "KeyType", key_type);
    out.end_object();
}

void write_key_schema(json_writer& out, const key_schema& keys) {
    out.name("KeySchema");
    out.begin_array();
    write_key(out, keys.partition_key, "HASH");
    if (keys.sort_key) {
        write_key(out, *keys.sort_key, "RANGE");
    }
    out.end_array();
}

void write_attribute_definitions(json_writer& out, const std::vector<attribute_definition>& attributes) {
    if (attributes.empty()) {
        return;
    }
    out.name("AttributeDefinitions");
    out.begin_array();
    for (const attribute_definition& attribute : attributes) {
        out.begin_object();
        write_string(out, "AttributeName", attribute.name);
        write_enum(out, "AttributeType", attribute.type);
        out.end_object();
    }
    out.end_array();
}

void write_throughput(json_writer& out, const std::optional<provisioned_throughput>& throughput) {
    if (!throughput) {
        return;
    }
    out.name("ProvisionedThroughput");
    out.begin_object();
    out.name("ReadCapacityUnits");
    out.integer(throughput->read_capacity_units);
    out.name("WriteCapacityUnits");
    out.integer(throughput->write_capacity_units);
    out.end_object();
}

void write_projection(json_writer& out, const projection& projected) {
    out.name("Projection");
    out.begin_object();
    write_enum(out, "ProjectionType", projected.type);
    if (!projected.non_key_attributes.empty()) {
        out.name("NonKeyAttributes");
        out.begin_array();
        for (const std::string& attribute : projected.non_key_attributes) {
            out.string(attribute);
        }
        out.end_array();
    }
    out.end_object();
}

template <class Index>
void write_index(json_writer& out, const Index& index) {
    out.begin_object();
    write_string(out, "IndexName", index.index_name);
    write_key_schema(out, index.keys);
    write_projection(out, index.projection);
    if constexpr (requires { index.throughput; }) {
        write_throughput(out, index.throughput);
    }
    out.end_object();
}

template <class Index>
void write_indexes(json_writer& out, std::string_view name, const std::vector<Index>& indexes) {
    if (indexes.empty()) {
        return;
    }
    out.name(name);
    out.begin_array();
    for (const Index& index : indexes) {
        write_index(out, index);
    }
    out.end_array();
}

void write_encryption(json_writer& out, const std::optional<sse_specification>& sse) {
    if (!sse) {
        return;
    }
    out.name("SSESpecification");
    out.begin_object();
    write_flag(out, "Enabled", sse->enabled);
    if (sse->kms_master_key_id) {
        write_string(out, "SSEType", "KMS");
        write_string(out, "KMSMasterKeyId", *sse->kms_master_key_id);
    }
    out.end_object();
}

void write_tags(json_writer& out, const std::vector<tag>& tags) {
    if (tags.empty()) {
        return;
    }
    out.name("Tags");
    out.begin_array();
    for (const tag& each : tags) {
        out.begin_object();
        write_string(out, "Key", each.key);
        write_string(out, "Value", each.value);
        out.end_object();
    }
    out.end_array();
}

bool changes_an_index(const update_table_request& request) {
    return request.create_index || request.update_index || request.delete_index;
}

void write_index_changes(json_writer& out, const update_table_request& request) {
    if (request.create_index) {
        out.begin_object();
        out.name("Create");
        write_index(out, *request.create_index);
        out.end_object();
    }
    if (request.update_index) {
        out.begin_object();
        out.name("Update");
        out.begin_object();
        write_string(out, "IndexName", request.update_index->index_name);
        write_throughput(out, request.update_index->throughput);
        out.end_object();
        out.end_object();
    }
    if (request.delete_index) {
        out.begin_object();
        out.name("Delete");
        out.begin_object();
        write_string(out, "IndexName", *request.delete_index);
        out.end_object();
        out.end_object();
    }
}

std::string encode_table_name(std::string_view table_name) {
    json_writer out(table_name.size() + 32);
    out.begin_object();
    write_string(out, "TableName", table_name);
    out.end_object();
    return std::move(out).release();
}

}  // namespace

std::string encode(const create_table_request& request) {
    json_writer out(request_bytes);
    out.begin_object();
    write_string(out, "TableName", request.table_name);
    write_attribute_definitions(out, request.attributes);
    write_key_schema(out, request.keys);
    write_indexes(out, "GlobalSecondaryIndexes", request.global_secondary_indexes);
    write_indexes(out, "LocalSecondaryIndexes", request.local_secondary_indexes);
    write_enum(out, "BillingMode", request.billing_mode);
    write_throughput(out, request.throughput);
    write_encryption(out, request.sse);
    write_tags(out, request.tags);
    if (request.deletion_protection) {
        write_flag(out, "DeletionProtectionEnabled", true);
    }
    out.end_object();
    return std::move(out).release();
}

std::string encode(const describe_table_request& request) {
    return encode_table_name(request.table_name);
}

std::string encode(const update_table_request& request) {
    json_writer out(request_bytes);
    out.begin_object();
    write_string(out, "TableName", request.table_name);
    write_attribute_definitions(out, request.attributes);
    if (request.billing_mode) {
        write_enum(out, "BillingMode", *request.billing_mode);
    }
    write_throughput(out, request.throughput);
    write_encryption(out, request.sse);
    if (request.deletion_protection) {
        write_flag(out, "DeletionProtectionEnabled", *request.deletion_protection);
    }
    if (changes_an_index(request)) {
        out.name("GlobalSecondaryIndexUpdates");
        out.begin_array();
        write_index_changes(out, request);
        out.end_array();
    }
    out.end_object();
    return std::move(out).release();
}

std::string encode(const delete_table_request& request) {
    return encode_table_name(request.table_name);
}

std::string encode(const list_tables_request& request) {
    json_writer out(request_bytes);
    out.begin_object();
    if (request.exclusive_start_table_name) {
        write_string(out, "ExclusiveStartTableName", *request.exclusive_start_table_name);
    }
    if (request.limit) {
        out.name("Limit");
        out.integer(*request.limit);
    }
    out.end_object();
    return std::move(out).release();
}

std::string encode(const update_time_to_live_request& request) {
    json_writer out(request_bytes);
    out.begin_object();
    write_string(out, "TableName", request.table_name);
    out.name("TimeToLiveSpecification");
    out.begin_object();
    write_string(out, "AttributeName", request.attribute_name);
    write_flag(out, "Enabled", request.enabled);
    out.end_object();
    out.end_object();
    return std::move(out).release();
}

std::string encode(const describe_time_to_live_request& request) {
    return encode_table_name(request.table_name);
}

std::string encode(const update_continuous_backups_request& request) {
    json_writer out(request_bytes);
    out.begin_object();
    write_string(out, "TableName", request.table_name);
    out.name("PointInTimeRecoverySpecification");
    out.begin_object();
    write_flag(out, "PointInTimeRecoveryEnabled", request.point_in_time_recovery);
    out.end_object();
    out.end_object();
    return std::move(out).release();
}

std::string encode(const describe_continuous_backups_request& request) {
    return encode_table_name(request.table_name);
}

}  // namespace mastra::protocol
