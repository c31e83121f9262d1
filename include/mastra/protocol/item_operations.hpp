// Requests and responses of DynamoDB's item operations, as plain values. Field names are DynamoDB's in snake_case;
// meaning and legal ranges are those of the API reference. Shared by the client and the engine.
// Requests have constructors, and so are no aggregates: GCC 12 destroys an aggregate that is made inside a co_await
// expression twice (docs/adr/0006-no-aggregates-as-arguments.md).
#pragma once

#include "mastra/core/attribute_value.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace mastra::protocol {

enum class capacity_detail { none, total, indexes };
enum class return_values { none, all_old, updated_old, all_new, updated_new };
enum class on_condition_failure { none, all_old };
enum class select { unset, all_attributes, all_projected_attributes, specific_attributes, count };

/// What a request cost, as DynamoDB reports it.
struct consumed_capacity {
    std::string table_name = {};
    double capacity_units = 0;
    std::map<std::string, double> index_units = {};  ///< by index name, only with capacity_detail::indexes
};

/// #name -> attribute name, :name -> value: the substitutions of an expression.
struct expression_attributes {
    std::vector<std::pair<std::string, std::string>> names = {};  ///< each placeholder once, in any order
    attribute_map values = {};
};

struct get_item_response {
    std::optional<attribute_map> item = {};
    std::optional<consumed_capacity> capacity = {};
};
struct get_item_request {
    get_item_request() = default;
    using response = get_item_response;
    std::string table_name = {};
    attribute_map key = {};
    std::optional<std::string> projection_expression = {};
    expression_attributes substitutions = {};  ///< names only
    bool consistent_read = false;
    capacity_detail return_capacity = capacity_detail::none;
};

/// Of PutItem, UpdateItem and DeleteItem.
struct write_item_response {
    std::optional<attribute_map> attributes = {};  ///< as return_values asked
    std::optional<consumed_capacity> capacity = {};
};
using put_item_response = write_item_response;
using update_item_response = write_item_response;
using delete_item_response = write_item_response;

struct put_item_request {
    put_item_request() = default;
    using response = put_item_response;
    std::string table_name = {};
    attribute_map item = {};
    std::optional<std::string> condition_expression = {};
    expression_attributes substitutions = {};
    return_values returned = return_values::none;  ///< none or all_old
    on_condition_failure returned_on_failure = on_condition_failure::none;
    capacity_detail return_capacity = capacity_detail::none;
};
struct update_item_request {
    update_item_request() = default;
    using response = update_item_response;
    std::string table_name = {};
    attribute_map key = {};
    std::string update_expression = {};
    std::optional<std::string> condition_expression = {};
    expression_attributes substitutions = {};
    return_values returned = return_values::none;
    on_condition_failure returned_on_failure = on_condition_failure::none;
    capacity_detail return_capacity = capacity_detail::none;
};
struct delete_item_request {
    delete_item_request() = default;
    using response = delete_item_response;
    std::string table_name = {};
    attribute_map key = {};
    std::optional<std::string> condition_expression = {};
    expression_attributes substitutions = {};
    return_values returned = return_values::none;  ///< none or all_old
    on_condition_failure returned_on_failure = on_condition_failure::none;
    capacity_detail return_capacity = capacity_detail::none;
};

/// One page, of Query and of Scan.
struct page_response {
    std::vector<attribute_map> items = {};
    std::int64_t count = 0;
    std::int64_t scanned_count = 0;
    std::optional<attribute_map> last_evaluated_key = {};  ///< empty: this was the last page
    std::optional<consumed_capacity> capacity = {};
};
using query_response = page_response;
using scan_response = page_response;

struct query_request {
    query_request() = default;
    using response = query_response;
    std::string table_name = {};
    std::optional<std::string> index_name = {};
    std::string key_condition_expression = {};
    std::optional<std::string> filter_expression = {};
    std::optional<std::string> projection_expression = {};
    expression_attributes substitutions = {};
    select selected = select::unset;
    bool scan_index_forward = true;
    bool consistent_read = false;
    std::optional<std::int32_t> limit = {};
    std::optional<attribute_map> exclusive_start_key = {};
    capacity_detail return_capacity = capacity_detail::none;
};
struct scan_request {
    scan_request() = default;
    using response = scan_response;
    std::string table_name = {};
    std::optional<std::string> index_name = {};
    std::optional<std::string> filter_expression = {};
    std::optional<std::string> projection_expression = {};
    expression_attributes substitutions = {};
    select selected = select::unset;
    bool consistent_read = false;
    std::optional<std::int32_t> limit = {};
    std::optional<std::int32_t> segment = {};
    std::optional<std::int32_t> total_segments = {};
    std::optional<attribute_map> exclusive_start_key = {};
    capacity_detail return_capacity = capacity_detail::none;
};

struct keys_and_attributes {
    std::vector<attribute_map> keys = {};
    std::optional<std::string> projection_expression = {};
    expression_attributes substitutions = {};  ///< names only
    bool consistent_read = false;
};
struct batch_get_item_response {
    std::map<std::string, std::vector<attribute_map>> responses = {};
    std::map<std::string, keys_and_attributes> unprocessed_keys = {};
    std::vector<consumed_capacity> capacity = {};
};
struct batch_get_item_request {
    batch_get_item_request() = default;
    using response = batch_get_item_response;
    std::map<std::string, keys_and_attributes> request_items = {};  ///< by table name
    capacity_detail return_capacity = capacity_detail::none;
};

struct put_request {
    attribute_map item = {};
};
struct delete_request {
    attribute_map key = {};
};
using write_request = std::variant<put_request, delete_request>;
struct batch_write_item_response {
    std::map<std::string, std::vector<write_request>> unprocessed_items = {};
    std::vector<consumed_capacity> capacity = {};
};
struct batch_write_item_request {
    batch_write_item_request() = default;
    using response = batch_write_item_response;
    std::map<std::string, std::vector<write_request>> request_items = {};  ///< by table name
    capacity_detail return_capacity = capacity_detail::none;
};

struct transact_get {
    std::string table_name = {};
    attribute_map key = {};
    std::optional<std::string> projection_expression = {};
    expression_attributes substitutions = {};  ///< names only
};
struct transact_get_items_response {
    std::vector<std::optional<attribute_map>> items = {};  ///< in the order of the request
    std::vector<consumed_capacity> capacity = {};
};
struct transact_get_items_request {
    transact_get_items_request() = default;
    using response = transact_get_items_response;
    std::vector<transact_get> gets = {};
    capacity_detail return_capacity = capacity_detail::none;
};

struct transact_condition_check {
    std::string table_name = {};
    attribute_map key = {};
    std::string condition_expression = {};
    expression_attributes substitutions = {};
    on_condition_failure returned_on_failure = on_condition_failure::none;
};
/// The fields `returned` and `return_capacity` of the parts do not exist inside a transaction and are not sent.
using transact_write =
    std::variant<put_item_request, update_item_request, delete_item_request, transact_condition_check>;
struct transact_write_items_response {
    std::vector<consumed_capacity> capacity = {};
};
struct transact_write_items_request {
    transact_write_items_request() = default;
    using response = transact_write_items_response;
    std::vector<transact_write> writes = {};
    /// Makes sending twice safe for 10 minutes. The client gives one when it is empty.
    std::string client_request_token = {};
    capacity_detail return_capacity = capacity_detail::none;
};

}  // namespace mastra::protocol
