// The structured part of an error: which call failed, how often it was tried, and what DynamoDB said about it.
#pragma once

#include "mastra/core/attribute_value.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mastra {

/// Why one action of a cancelled transaction failed (code "None" for an action that was fine).
struct cancellation_reason {
    std::string code;                            ///< "ConditionalCheckFailed", "TransactionConflict", "None" and so on
    std::string message;                         ///< DynamoDB's text; untrusted
    std::optional<attribute_map> rejected_item;  ///< the item, where ReturnValuesOnConditionCheckFailure asked for it
};

struct error_detail {
    std::string operation;  ///< "GetItem" and so on; empty when no operation is known
    std::string table_name;
    std::string request_id;  ///< x-amzn-RequestId of the last reply
    int attempts = 0;        ///< how many times the request was sent
    int http_status = 0;     ///< 0 when there was no reply
    std::vector<cancellation_reason> cancellation_reasons;
    std::optional<attribute_map> rejected_item;   ///< of a failed condition with ReturnValuesOnConditionCheckFailure
    std::vector<attribute_map> unprocessed_keys;  ///< of a batch that was not finished at its deadline
    std::vector<std::string> saved_ids;           ///< of a partly saved batch, in the caller's order
    std::vector<std::string> unsaved_ids;         ///< of a partly saved batch, in the caller's order
};

}  // namespace mastra
