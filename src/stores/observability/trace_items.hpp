// Reading the partition of a trace: its spans, and the updates that wait in it for theirs.
#pragma once

#include "stores/exact_items.hpp"
#include "stores/observability/span_codec.hpp"
#include "stores/operation.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace mastra::stores {

/// An update that came before its span.
struct waiting_update {
    std::string span_id;
    std::string token;
    json_text changes;
    attribute_map item;  ///< as stored
};

/// All items of a trace's partition, as stored. Expired ones are of use when everything is to go.
enum class expired_items { left_out, included };
[[nodiscard]] task<std::vector<attribute_map>> read_partition(operation op, std::string trace_id,
                                                              std::vector<std::string> attributes,
                                                              expired_items expired);

/// What a trace's partition holds, expired items left out. Items are as stored.
struct trace_items {
    std::vector<attribute_map> spans;
    std::vector<attribute_map> waiting;
};
/// `attributes`: a projection, empty for all. Requests sent: 1 for each MB.
[[nodiscard]] task<trace_items> read_trace(operation op, std::string trace_id, std::vector<std::string> attributes);

/// The waiting updates of a trace, oldest first. Requests sent: 1, and those of oversize ones.
[[nodiscard]] task<std::vector<waiting_update>> read_waiting(operation op, std::string trace_id);
/// The same of items that were read already.
[[nodiscard]] task<std::vector<waiting_update>> decode_waiting(operation op, std::vector<attribute_map> items);

/// Items to spans in their order, oversize values restored, with the changes of waiting updates: what is read is the
/// same before and after these are carried out.
[[nodiscard]] task<std::vector<span>> decode_spans(operation op, std::vector<attribute_map> items,
                                                   std::vector<waiting_update> waiting);

/// Applies an update to a span that has not had it yet. Returns whether it did. Errors: those of apply_changes.
[[nodiscard]] result<bool> apply_once(stored_span& value, const waiting_update& update);

/// Spans by id, and which of their traces have (or had) waiting updates.
struct found_spans {
    std::map<std::string, located_item> spans;  ///< by record_id::text()
    std::set<std::string> marked_traces;
};
/// Requests sent: one for each 100 spans and traces.
[[nodiscard]] task<found_spans> find_spans(operation op, std::vector<record_id> spans, std::set<std::string> trace_ids,
                                           bool consistent);

}  // namespace mastra::stores
