// What may be chosen when the table is made: how it is paid for, protected, encrypted and backed up. Its keys and
// indexes may not: they are the layout (stores/table.hpp).
#pragma once

#include "mastra/core/result.hpp"
#include "mastra/protocol/table_operations.hpp"

#include <string>

namespace mastra::stores {

/// Whose key encrypts the table at rest. DynamoDB always encrypts.
enum class table_encryption {
    aws_owned,    ///< a key that AWS owns; free, and the default
    aws_managed,  ///< the account's key alias/aws/dynamodb
    customer_key  ///< a KMS key of the account: table_options::kms_key
};

struct table_options {
    table_options() = default;
    protocol::billing_mode billing = protocol::billing_mode::pay_per_request;
    /// With provisioned only: units of the table, and of each of the seven indexes. Range 1 to 40,000 each. A write
    /// costs units in every index whose keys the item has.
    protocol::provisioned_throughput table_throughput{5, 5};
    protocol::provisioned_throughput index_throughput{5, 5};
    /// DynamoDB deletes items by this attribute (ttl_rule::attribute_name of the stores). Empty: expiry stays as it is.
    std::string ttl_attribute;
    /// The table can be restored to any second of the last 35 days.
    bool point_in_time_recovery = false;
    /// The table cannot be deleted until this is off.
    bool deletion_protection = false;
    table_encryption encryption = table_encryption::aws_owned;
    /// With customer_key: id, ARN or alias of a symmetric KMS key.
    std::string kms_key;
};

/// Errors: invalid_argument for units outside their range, and a KMS key given without customer_key or lacking with it.
[[nodiscard]] result<void> check(const table_options& options);

}  // namespace mastra::stores
