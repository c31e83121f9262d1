// Requests and responses of DynamoDB's table operations, as plain values. Field names are DynamoDB's in snake_case.
// Requests have constructors, and so are no aggregates: GCC 12 destroys an aggregate that is made inside a co_await
// expression twice (docs/adr/0006-no-aggregates-as-arguments.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mastra::protocol {

enum class scalar_type { string, number, binary };
enum class billing_mode { pay_per_request, provisioned };
enum class projection_type { all, keys_only, include };

struct attribute_definition {
    std::string name = {};
    scalar_type type = scalar_type::string;
    friend bool operator==(const attribute_definition&, const attribute_definition&) = default;
};
struct key_schema {
    std::string partition_key = {};
    std::optional<std::string> sort_key = {};
    friend bool operator==(const key_schema&, const key_schema&) = default;
};
struct provisioned_throughput {
    std::int64_t read_capacity_units = 0;
    std::int64_t write_capacity_units = 0;
};
struct projection {
    projection_type type = projection_type::all;
    std::vector<std::string> non_key_attributes = {};  ///< with include only
    friend bool operator==(const projection&, const projection&) = default;
};
struct global_secondary_index {
    std::string index_name = {};
    key_schema keys = {};
    mastra::protocol::projection projection = {};
    std::optional<provisioned_throughput> throughput = {};  ///< with billing_mode::provisioned only
};
struct local_secondary_index {
    std::string index_name = {};
    key_schema keys = {};
    mastra::protocol::projection projection = {};
};
struct sse_specification {
    bool enabled = false;
    std::optional<std::string> kms_master_key_id = {};
};
struct tag {
    std::string key = {};
    std::string value = {};
};

struct index_description {
    std::string index_name = {};
    key_schema keys = {};
    mastra::protocol::projection projection = {};
    std::string status = {};  ///< "CREATING", "UPDATING", "DELETING", "ACTIVE"; empty for local indexes
    provisioned_throughput throughput = {};
    std::int64_t item_count = 0;
    std::int64_t size_bytes = 0;
};
/// Empty where the table is encrypted with a key that AWS owns.
struct sse_description {
    std::string status = {};  ///< "ENABLING", "ENABLED", "DISABLING", "DISABLED", "UPDATING"
    std::optional<std::string> kms_master_key_arn = {};
};
struct table_description {
    std::string table_name = {};
    std::string status = {};  ///< "CREATING", "UPDATING", "DELETING", "ACTIVE" and so on
    std::string arn = {};
    std::vector<attribute_definition> attributes = {};
    key_schema keys = {};
    std::vector<index_description> global_secondary_indexes = {};
    std::vector<index_description> local_secondary_indexes = {};
    mastra::protocol::billing_mode billing_mode = mastra::protocol::billing_mode::provisioned;
    provisioned_throughput throughput = {};
    std::optional<sse_description> sse = {};
    bool deletion_protection = false;
    std::int64_t item_count = 0;
    std::int64_t size_bytes = 0;
    double created_epoch_seconds = 0;
};
struct table_response {
    table_description table = {};
};

struct create_table_request {
    create_table_request() = default;
    using response = table_response;
    std::string table_name = {};
    std::vector<attribute_definition> attributes = {};
    key_schema keys = {};
    std::vector<global_secondary_index> global_secondary_indexes = {};
    std::vector<local_secondary_index> local_secondary_indexes = {};
    mastra::protocol::billing_mode billing_mode = mastra::protocol::billing_mode::pay_per_request;
    std::optional<provisioned_throughput> throughput = {};
    std::optional<sse_specification> sse = {};
    std::vector<tag> tags = {};
    bool deletion_protection = false;
};
using create_table_response = table_response;

struct describe_table_request {
    describe_table_request() = default;
    explicit describe_table_request(std::string name) : table_name(std::move(name)) {}
    using response = table_response;
    std::string table_name = {};
};
using describe_table_response = table_response;

struct update_global_secondary_index {
    std::string index_name = {};
    provisioned_throughput throughput = {};
};
struct update_table_request {
    update_table_request() = default;
    using response = table_response;
    std::string table_name = {};
    std::vector<attribute_definition> attributes = {};  ///< needed when an index is created
    std::optional<mastra::protocol::billing_mode> billing_mode = {};
    std::optional<provisioned_throughput> throughput = {};
    std::optional<sse_specification> sse = {};
    std::optional<bool> deletion_protection = {};
    // DynamoDB takes one index change a request.
    std::optional<global_secondary_index> create_index = {};
    std::optional<std::string> delete_index = {};
    std::optional<update_global_secondary_index> update_index = {};
};
using update_table_response = table_response;

struct delete_table_request {
    delete_table_request() = default;
    explicit delete_table_request(std::string name) : table_name(std::move(name)) {}
    using response = table_response;
    std::string table_name = {};
};
using delete_table_response = table_response;

struct list_tables_response {
    std::vector<std::string> table_names = {};
    std::optional<std::string> last_evaluated_table_name = {};
};
struct list_tables_request {
    list_tables_request() = default;
    using response = list_tables_response;
    std::optional<std::string> exclusive_start_table_name = {};
    std::optional<std::int32_t> limit = {};
};

struct update_time_to_live_response {
    std::string attribute_name = {};
    bool enabled = false;
};
struct update_time_to_live_request {
    update_time_to_live_request() = default;
    using response = update_time_to_live_response;
    std::string table_name = {};
    std::string attribute_name = {};
    bool enabled = true;
};
struct describe_time_to_live_response {
    std::string status = {};  ///< "ENABLING", "DISABLING", "ENABLED" or "DISABLED"
    std::optional<std::string> attribute_name = {};
};
struct describe_time_to_live_request {
    describe_time_to_live_request() = default;
    explicit describe_time_to_live_request(std::string name) : table_name(std::move(name)) {}
    using response = describe_time_to_live_response;
    std::string table_name = {};
};

struct continuous_backups_response {
    std::string point_in_time_recovery_status = {};  ///< "ENABLED" or "DISABLED"
};
struct update_continuous_backups_request {
    update_continuous_backups_request() = default;
    using response = continuous_backups_response;
    std::string table_name = {};
    bool point_in_time_recovery = true;
};
using update_continuous_backups_response = continuous_backups_response;
struct describe_continuous_backups_request {
    describe_continuous_backups_request() = default;
    explicit describe_continuous_backups_request(std::string name) : table_name(std::move(name)) {}
    using response = continuous_backups_response;
    std::string table_name = {};
};
using describe_continuous_backups_response = continuous_backups_response;

}  // namespace mastra::protocol
