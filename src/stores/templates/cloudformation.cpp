// The table as a CloudFormation template.
#include "mastra/stores/table_templates.hpp"
#include "stores/templates/template_parts.hpp"

namespace mastra::stores {
namespace {

json_text key_element(const std::string& attribute, std::string_view type) {
    json_object element;
    element.set("AttributeName", json_of(attribute));
    element.set("KeyType", json_of(type));
    return element.to_text();
}

json_text key_schema(const protocol::key_schema& keys) {
    std::vector<json_text> elements{key_element(keys.partition_key, "HASH")};
    if (keys.sort_key) {
        elements.push_back(key_element(*keys.sort_key, "RANGE"));
    }
    return json_array(elements);
}

json_text attribute_definitions(const std::vector<protocol::attribute_definition>& attributes) {
    std::vector<json_text> definitions;
    for (const auto& attribute : attributes) {
        json_object definition;
        definition.set("AttributeName", json_of(attribute.name));
        definition.set("AttributeType", json_of(type_letter(attribute.type)));
        definitions.push_back(definition.to_text());
    }
    return json_array(definitions);
}

void set_throughput(json_object& into, const std::optional<protocol::provisioned_throughput>& units) {
    if (units) {
        json_object throughput;
        throughput.set("ReadCapacityUnits", json_of(units->read_capacity_units));
        throughput.set("WriteCapacityUnits", json_of(units->write_capacity_units));
        into.set("ProvisionedThroughput", throughput.to_text());
    }
}

json_text index_object(const protocol::global_secondary_index& definition) {
    json_object projection;
    projection.set("ProjectionType", json_of("ALL"));
    json_object object;
    object.set("IndexName", json_of(definition.index_name));
    object.set("KeySchema", key_schema(definition.keys));
    object.set("Projection", projection.to_text());
    set_throughput(object, definition.throughput);
    return object.to_text();
}

void set_protection(json_object& into, const protocol::create_table_request& table, const table_options& options) {
    if (!options.ttl_attribute.empty()) {
        json_object ttl;
        ttl.set("AttributeName", json_of(options.ttl_attribute));
        ttl.set("Enabled", json_of(true));
        into.set("TimeToLiveSpecification", ttl.to_text());
    }
    if (options.point_in_time_recovery) {
        json_object recovery;
        recovery.set("PointInTimeRecoveryEnabled", json_of(true));
        into.set("PointInTimeRecoverySpecification", recovery.to_text());
    }
    if (table.sse) {
        json_object encryption;
        encryption.set("SSEEnabled", json_of(true));
        encryption.set("SSEType", json_of("KMS"));
        if (table.sse->kms_master_key_id) {
            encryption.set("KMSMasterKeyId", json_of(*table.sse->kms_master_key_id));
        }
        into.set("SSESpecification", encryption.to_text());
    }
    if (table.deletion_protection) {
        into.set("DeletionProtectionEnabled", json_of(true));
    }
}

json_text properties(const protocol::create_table_request& table, const table_options& options) {
    std::vector<json_text> indexes;
    for (const auto& definition : table.global_secondary_indexes) {
        indexes.push_back(index_object(definition));
    }
    const bool on_demand = table.billing_mode == protocol::billing_mode::pay_per_request;
    json_object object;
    object.set("TableName", json_of(table.table_name));
    object.set("BillingMode", json_of(on_demand ? "PAY_PER_REQUEST" : "PROVISIONED"));
    set_throughput(object, table.throughput);
    object.set("AttributeDefinitions", attribute_definitions(table.attributes));
    object.set("KeySchema", key_schema(table.keys));
    object.set("GlobalSecondaryIndexes", json_array(indexes));
    set_protection(object, table, options);
    return object.to_text();
}

}  // namespace

result<std::string> cloudformation_template(const std::string& table_name, const table_options& options) {
    MASTRA_TRY(const protocol::create_table_request table, checked_definition(table_name, options));
    json_object resource;
    resource.set("Type", json_of("AWS::DynamoDB::Table"));
    resource.set("DeletionPolicy", json_of("Retain"));
    resource.set("UpdateReplacePolicy", json_of("Retain"));
    resource.set("Properties", properties(table, options));
    json_object resources;
    resources.set("MastraTable", resource.to_text());
    json_object document;
    document.set("AWSTemplateFormatVersion", json_of("2010-09-09"));
    document.set("Description", json_of("The table of mastra-dynamodb"));
    document.set("Resources", resources.to_text());
    return pretty(document.to_text());
}

}  // namespace mastra::stores
