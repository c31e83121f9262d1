// The table as a CDK stack.
#include "mastra/stores/table_templates.hpp"
#include "stores/templates/template_parts.hpp"

#include <fmt/format.h>

namespace mastra::stores {
namespace {

std::string attribute(const std::string& name) {
    return fmt::format("{{ name: '{}', type: dynamodb.AttributeType.STRING }}", name);
}

std::string capacity(const std::optional<protocol::provisioned_throughput>& units, std::string_view indent) {
    return units ? fmt::format("{0}readCapacity: {1},\n{0}writeCapacity: {2},\n", indent, units->read_capacity_units,
                               units->write_capacity_units)
                 : std::string();
}

std::string keys(const protocol::key_schema& keys, std::string_view indent) {
    return fmt::format("{0}partitionKey: {1},\n{0}sortKey: {2},\n", indent, attribute(keys.partition_key),
                       attribute(keys.sort_key.value_or(std::string())));
}

std::string encryption(const table_options& options, std::string_view indent) {
    switch (options.encryption) {
        case table_encryption::aws_owned:
            return {};
        case table_encryption::aws_managed:
            return fmt::format("{}encryption: dynamodb.TableEncryption.AWS_MANAGED,\n", indent);
        case table_encryption::customer_key:
            return fmt::format(
                "{0}encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED,\n"
                "{0}encryptionKey: kms.Key.fromKeyArn(this, 'MastraTableKey', '{1}'),\n",
                indent, options.kms_key);
    }
    return {};
}

std::string settings(const protocol::create_table_request& table, const table_options& options) {
    constexpr std::string_view indent = "      ";
    const bool on_demand = table.billing_mode == protocol::billing_mode::pay_per_request;
    std::string text = fmt::format("{}tableName: '{}',\n", indent, table.table_name) + keys(table.keys, indent);
    text +=
        fmt::format("{}billingMode: dynamodb.BillingMode.{},\n", indent, on_demand ? "PAY_PER_REQUEST" : "PROVISIONED");
    text += capacity(table.throughput, indent) + encryption(options, indent);
    if (!options.ttl_attribute.empty()) {
        text += fmt::format("{}timeToLiveAttribute: '{}',\n", indent, options.ttl_attribute);
    }
    if (options.point_in_time_recovery) {
        text += fmt::format("{}pointInTimeRecoverySpecification: {{ pointInTimeRecoveryEnabled: true }},\n", indent);
    }
    if (table.deletion_protection) {
        text += fmt::format("{}deletionProtection: true,\n", indent);
    }
    return text + fmt::format("{}removalPolicy: cdk.RemovalPolicy.RETAIN,\n", indent);
}

std::string index_properties(const protocol::global_secondary_index& definition) {
    constexpr std::string_view indent = "      ";
    return fmt::format(
        "    this.table.addGlobalSecondaryIndex({{\n{0}indexName: '{1}',\n{2}{3}"
        "{0}projectionType: dynamodb.ProjectionType.ALL,\n    }});\n",
        indent, definition.index_name, keys(definition.keys, indent), capacity(definition.throughput, indent));
}

}  // namespace

result<std::string> cdk_stack(const std::string& table_name, const table_options& options) {
    MASTRA_TRY(const protocol::create_table_request table, checked_definition(table_name, options));
    const bool has_key = options.encryption == table_encryption::customer_key;
    if (has_key) {
        MASTRA_CHECK(check_key_arn(options.kms_key));
    }
    std::string text = "import * as cdk from 'aws-cdk-lib';\nimport * as dynamodb from 'aws-cdk-lib/aws-dynamodb';\n";
    text += has_key ? "import * as kms from 'aws-cdk-lib/aws-kms';\n" : "";
    text +=
        "import type { Construct } from 'constructs';\n\nexport class MastraTableStack extends cdk.Stack {\n"
        "  readonly table: dynamodb.Table;\n\n"
        "  constructor(scope: Construct, id: string, props?: cdk.StackProps) {\n    super(scope, id, props);\n"
        "    this.table = new dynamodb.Table(this, 'MastraTable', {\n";
    text += settings(table, options) + "    });\n";
    for (const auto& definition : table.global_secondary_indexes) {
        text += index_properties(definition);
    }
    return text + "  }\n}\n";
}

}  // namespace mastra::stores
