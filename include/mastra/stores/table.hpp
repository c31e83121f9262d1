// The table that all stores share: its keys, its indexes, and whether an existing table has them.
#pragma once

#include "mastra/protocol/table_operations.hpp"
#include "mastra/stores/table_options.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mastra::stores {

/// pk and sk, gsi1 to gsi7, all strings, all attributes projected, on demand (contract section 4).
[[nodiscard]] protocol::create_table_request table_definition(std::string table_name);
/// The same with billing, encryption and deletion protection as chosen; `options` must have passed check(). TTL and
/// recovery are not part of CreateTable: see table_setup.hpp.
[[nodiscard]] protocol::create_table_request table_definition(std::string table_name, const table_options& options);

/// What DynamoDB calls the chosen encryption; empty for a key that AWS owns.
[[nodiscard]] std::optional<protocol::sse_specification> encryption_of(const table_options& options);

/// One difference between a table and table_definition.
struct table_fault {
    std::string what;   ///< "index gsi3 is missing"
    std::string fix;    ///< what to do about it, one sentence
    bool fatal = true;  ///< false: the stores work, but something will not be found or will cost more
};
/// Empty when the table is as the stores need it. Tables with more indexes or attributes than needed are fine.
[[nodiscard]] std::vector<table_fault> verify_table(const protocol::table_description& table);
/// Compares the table's expiry with the attribute that the stores write (ttl_rule::attribute_name); an empty one means
/// that nothing expires. No fault is fatal: the stores never show what is expired.
[[nodiscard]] std::vector<table_fault> verify_ttl(const protocol::describe_time_to_live_response& ttl,
                                                  std::string_view wanted_attribute);

}  // namespace mastra::stores
