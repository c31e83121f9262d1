// The rights that a program needs, as an IAM policy.
#include "mastra/stores/schema.hpp"
#include "mastra/stores/table_templates.hpp"
#include "stores/templates/template_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>

namespace mastra::stores {
namespace {

using actions = std::vector<std::string_view>;

// What the requests of each task are called in policies. Parts of transactions are named as the single operations.
const actions reads{"dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"};
const actions writes{"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"};
const actions full_scan{"dynamodb:Scan"};
const actions operating{
    "dynamodb:DescribeTable", "dynamodb:DescribeTimeToLive", "dynamodb:Scan",          "dynamodb:BatchGetItem",
    "dynamodb:GetItem",       "dynamodb:DeleteItem",         "dynamodb:BatchWriteItem"};
const actions provisioning{"dynamodb:CreateTable",
                           "dynamodb:DescribeTable",
                           "dynamodb:UpdateTable",
                           "dynamodb:DescribeTimeToLive",
                           "dynamodb:UpdateTimeToLive",
                           "dynamodb:DescribeContinuousBackups",
                           "dynamodb:UpdateContinuousBackups"};
const actions deletion{"dynamodb:DeleteTable"};
const actions query{"dynamodb:Query"};
// DynamoDB reads the table's key in the caller's name; who makes the table lets it use the key later on, too.
const actions key_use{"kms:Decrypt"};
const actions key_grant{"kms:DescribeKey", "kms:CreateGrant", "kms:Encrypt",
                        "kms:Decrypt",     "kms:ReEncrypt*",  "kms:GenerateDataKey*"};

json_text names(const actions& names) {
    std::vector<json_text> texts;
    for (const std::string_view name : names) {
        texts.push_back(json_of(name));
    }
    return json_array(texts);
}

json_text names(const std::vector<std::string>& names) {
    return stores::names(actions(names.begin(), names.end()));
}

json_object statement(std::string_view id, const actions& allowed, const std::vector<std::string>& resources) {
    json_object object;
    object.set("Sid", json_of(id));
    object.set("Effect", json_of("Allow"));
    object.set("Action", names(allowed));
    object.set("Resource", names(resources));
    return object;
}

/// The indexes that the kinds' access patterns use, from the schema; all where no kind is named.
std::vector<std::string> index_arns(const std::string& table_arn, const std::vector<entity_kind>& kinds) {
    std::set<std::string> indexes;
    for (const model::entity* entity : all_entities()) {
        const bool wanted =
            std::ranges::any_of(kinds, [&](entity_kind kind) { return entity->name() == to_string(kind); });
        for (const auto& pattern : entity->definition().access_patterns) {
            if (wanted && pattern.index_name) {
                indexes.insert(*pattern.index_name);
            }
        }
    }
    std::vector<std::string> arns;
    if (kinds.empty()) {
        indexes.insert("*");
    }
    for (const std::string& index : indexes) {
        arns.push_back(fmt::format("{}/index/{}", table_arn, index));
    }
    return arns;
}

void add_runtime(std::vector<json_text>& statements, const std::string& table_arn, const policy_options& options) {
    actions allowed = reads;
    if (!options.read_only) {
        allowed.insert(allowed.end(), writes.begin(), writes.end());
    }
    if (options.full_scans) {
        allowed.insert(allowed.end(), full_scan.begin(), full_scan.end());
    }
    statements.push_back(statement("MastraItems", allowed, {table_arn}).to_text());
    if (const auto indexes = index_arns(table_arn, options.kinds); !indexes.empty()) {
        statements.push_back(statement("MastraIndexes", query, indexes).to_text());
    }
}

void add_statements(std::vector<json_text>& statements, const std::string& table_arn, const policy_options& options) {
    switch (options.audience) {
        case policy_audience::runtime:
            return add_runtime(statements, table_arn, options);
        case policy_audience::operations:
            statements.push_back(statement("MastraOperations", operating, {table_arn}).to_text());
            statements.push_back(statement("MastraIndexes", query, index_arns(table_arn, {})).to_text());
            return;
        case policy_audience::provisioning: {
            actions allowed = provisioning;
            if (options.deletion) {
                allowed.insert(allowed.end(), deletion.begin(), deletion.end());
            }
            statements.push_back(statement("MastraTable", allowed, {table_arn}).to_text());
            return;
        }
    }
}

json_text key_statement(const policy_options& options) {
    const bool provisions = options.audience == policy_audience::provisioning;
    json_object object = statement("MastraKey", provisions ? key_grant : key_use, {options.kms_key});
    json_object service;
    service.set("kms:ViaService", json_of(fmt::format("dynamodb.{}.amazonaws.com", options.region)));
    json_object condition;
    condition.set("StringLike", service.to_text());
    object.set("Condition", condition.to_text());
    return object.to_text();
}

}  // namespace

result<std::string> iam_policy(const std::string& table_name, const policy_options& options) {
    MASTRA_CHECK(check_table_name(table_name));
    const std::string table_arn =
        fmt::format("arn:aws:dynamodb:{}:{}:table/{}", options.region, options.account, table_name);
    std::vector<json_text> statements;
    add_statements(statements, table_arn, options);
    if (!options.kms_key.empty()) {
        MASTRA_CHECK(check_key_arn(options.kms_key));
        statements.push_back(key_statement(options));
    }
    json_object document;
    document.set("Version", json_of("2012-10-17"));
    document.set("Statement", json_array(statements));
    return pretty(document.to_text());
}

}  // namespace mastra::stores
