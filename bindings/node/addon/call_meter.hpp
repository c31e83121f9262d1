// What the requests of one call cost, for a store that is to tell it (src/native.ts, CallCost).
#pragma once

#include "mastra/client/call_options.hpp"

#include <string>

namespace mastra::node {

/// On the I/O thread only.
class call_meter {
public:
    /// Counts an attempt that has ended.
    void count(const client::request_record& record);
    /// {requests, retries, readUnits, writeUnits}
    [[nodiscard]] std::string to_json() const;

private:
    int requests_ = 0;
    int retries_ = 0;
    double read_units_ = 0;
    double write_units_ = 0;
};

}  // namespace mastra::node
