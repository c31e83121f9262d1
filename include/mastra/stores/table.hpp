// The table that all stores share: its keys, its indexes, and whether an existing table has them.
#pragma once

#include "mastra/protocol/table_operations.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mastra::stores {

/// pk and sk, gsi1 to gsi7, all strings, all attributes projected, on demand (contract section 4).
[[nodiscard]] protocol::create_table_request table_definition(std::string table_name);

/// One difference between a table and table_definition.
struct table_fault {
    std::string what;   ///< "index gsi3 is missing"
    std::string fix;    ///< what to do about it, one sentence
    bool fatal = true;  ///< false: the stores work, but something will not be found or will cost more
};
/// Empty when the table is as the stores need it. Tables with more indexes or attributes than needed are fine.
[[nodiscard]] std::vector<table_fault> verify_table(const protocol::table_description& table);

}  // namespace mastra::stores
