// DynamoDB's JSON 1.0 wire format: requests to bytes, replies to values. Pure functions; decide nothing.
#pragma once

#include "mastra/core/result.hpp"
#include "mastra/protocol/item_operations.hpp"
#include "mastra/protocol/table_operations.hpp"

#include <string>
#include <string_view>

namespace mastra::protocol {

/// What sending a request twice does; see operation_table.def.
enum class repeat_safety { read, idempotent, write };
enum class operation_kind { item, table };

/// Facts about the operation that a request type belongs to.
struct operation_info {
    std::string_view wire_name;  ///< "GetItem"
    repeat_safety safety;
    operation_kind kind;
};

// For every operation of operation_table.def:
//   const operation_info& info_of(const X_request&)        its row of the table
//   std::string encode(const X_request&)                   the request body
//   result<X_response> decode(const X_request&, body)      the reply's body (HTTP 200); the request only selects the
//   type
//                                                          (and, for transactions, the count). Errors: malformed_reply
//   std::string_view table_name_of(const X_request&)       the table, or the first one, for messages; may be empty
// Each is thread-safe. decode takes values nested to limits::max_nesting_depth and never reads outside `body`.
#define MASTRA_OPERATION(name, WireName, safety, kind)                                                           \
    [[nodiscard]] const operation_info& info_of(const name##_request&) noexcept;                                 \
    [[nodiscard]] std::string encode(const name##_request& request);                                             \
    [[nodiscard]] result<name##_request::response> decode(const name##_request& request, std::string_view body); \
    [[nodiscard]] std::string_view table_name_of(const name##_request& request) noexcept;
#include "mastra/protocol/operation_table.def"
#undef MASTRA_OPERATION

/// A request of operation_table.def.
template <class T>
concept operation_request = requires(const T& r) {
    typename T::response;
    { info_of(r) } -> std::convertible_to<const operation_info&>;
};

/// The error of a reply whose HTTP status is not 200: `body` is DynamoDB's error document (any other text gives
/// malformed_reply, or service_unavailable for a status of 5xx). Fills http_status, rejected_item and
/// cancellation_reasons of the error's detail.
[[nodiscard]] error decode_error(int http_status, std::string_view body);

/// One item as DynamoDB JSON (`{"id":{"S":"x"}}`), for export files and debugging.
[[nodiscard]] std::string encode_item(const attribute_map& item);
/// The inverse. Errors: invalid_json.
[[nodiscard]] result<attribute_map> decode_item(std::string_view json);

}  // namespace mastra::protocol
