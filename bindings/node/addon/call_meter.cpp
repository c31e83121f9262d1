#include "call_meter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace mastra::node {
namespace {

constexpr std::array<std::string_view, 5> reading_operations{"GetItem", "BatchGetItem", "Query", "Scan",
                                                             "TransactGetItems"};

bool reads(std::string_view operation) {
    return std::find(reading_operations.begin(), reading_operations.end(), operation) != reading_operations.end();
}

}  // namespace

void call_meter::count(const client::request_record& record) {
    ++requests_;
    retries_ += record.attempt > 1 ? 1 : 0;
    (reads(record.operation) ? read_units_ : write_units_) += record.capacity_units;
}

std::string call_meter::to_json() const {
    return fmt::format(R"({{"requests":{},"retries":{},"readUnits":{},"writeUnits":{}}})", requests_, retries_,
                       read_units_, write_units_);
}

}  // namespace mastra::node
