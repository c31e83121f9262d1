// The table as text for the tools that manage infrastructure, all generated from table_definition(); and the rights
// that a program needs. Pure functions: nothing is sent.
#pragma once

#include "mastra/core/result.hpp"
#include "mastra/stores/table_options.hpp"
#include "mastra/stores/ttl.hpp"

#include <string>
#include <vector>

namespace mastra::stores {

// Errors of all: invalid_argument for options that contradict each other, and for a table name that DynamoDB does not
// allow (3 to 255 letters, digits, "_", "-" and ".").

/// A CloudFormation template in JSON with one AWS::DynamoDB::Table, which is kept when the stack is deleted.
[[nodiscard]] result<std::string> cloudformation_template(const std::string& table_name, const table_options& options);

/// A CDK stack in TypeScript for aws-cdk-lib 2: a class MastraTableStack with a public member `table`.
/// Errors also: invalid_argument for a KMS key that is not an ARN.
[[nodiscard]] result<std::string> cdk_stack(const std::string& table_name, const table_options& options);

/// A resource aws_dynamodb_table named "mastra" for Terraform's AWS provider, and OpenTofu's.
/// Errors also: invalid_argument for a KMS key that is not an ARN.
[[nodiscard]] result<std::string> terraform_configuration(const std::string& table_name, const table_options& options);

/// Who is to get rights. They are apart, so that the role a service runs with cannot change the table.
enum class policy_audience {
    runtime,      ///< the stores; no control-plane operation
    operations,   ///< `table verify`, `--repair`, `prune`, statistics: reads the table's state, scans, deletes
    provisioning  ///< `table create`, or the tool that applies a template
};

struct policy_options {
    policy_options() = default;
    policy_audience audience = policy_audience::runtime;
    /// Of runtime: the kinds of items that the program works with; their indexes are all it may query. Empty: all.
    std::vector<entity_kind> kinds;
    /// Of runtime: may only read.
    bool read_only = false;
    /// Of runtime: may list what no index serves (threads of all resources, workflow runs of all names), which reads
    /// the whole table.
    bool full_scans = false;
    /// Of provisioning: may delete the table.
    bool deletion = false;
    /// "*": any.
    std::string region = "*";
    std::string account = "*";
    /// ARN of the customer key that encrypts the table; empty where there is none.
    std::string kms_key;
};

/// An IAM policy in JSON with the least rights. Errors also: invalid_argument for a KMS key that is not an ARN.
[[nodiscard]] result<std::string> iam_policy(const std::string& table_name, const policy_options& options);

}  // namespace mastra::stores
