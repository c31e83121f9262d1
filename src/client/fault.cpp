#include "client/fault.hpp"

#include "mastra/core/error_detail.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace mastra::client {
namespace {

struct service_row {
    service_errc code;
    fault_class meaning;
    bool maybe_applied;
};

// DynamoDB's errors that are worth another attempt. Of a server's own failure DynamoDB's guide says that a write may
// have succeeded; all others are refusals.
constexpr std::array service_table{
    service_row{service_errc::provisioned_throughput_exceeded, fault_class::throttled, false},
    service_row{service_errc::request_limit_exceeded, fault_class::throttled, false},
    service_row{service_errc::throttling, fault_class::throttled, false},
    service_row{service_errc::limit_exceeded, fault_class::throttled, false},
    service_row{service_errc::transaction_conflict, fault_class::transient, false},
    service_row{service_errc::transaction_in_progress, fault_class::transient, false},
    service_row{service_errc::replicated_write_conflict, fault_class::transient, false},
    service_row{service_errc::internal_server_error, fault_class::transient, true},
    service_row{service_errc::service_unavailable, fault_class::transient, true},
    service_row{service_errc::expired_token, fault_class::stale_credentials, false},
    service_row{service_errc::unrecognized_client, fault_class::stale_credentials, false},
};

constexpr std::array<std::string_view, 4> passing_reasons{"None", "TransactionConflict", "ThrottlingError",
                                                          "ProvisionedThroughputExceeded"};

// A cancelled transaction may be tried again when none of its actions failed for good.
bool may_pass(const std::vector<cancellation_reason>& reasons) {
    const auto passes = [](const cancellation_reason& reason) {
        return std::find(passing_reasons.begin(), passing_reasons.end(), reason.code) != passing_reasons.end();
    };
    const auto says_something = [](const cancellation_reason& reason) { return reason.code != "None"; };
    return std::all_of(reasons.begin(), reasons.end(), passes) &&
           std::any_of(reasons.begin(), reasons.end(), says_something);
}

bool is_about_the_signature(const error& refusal) {
    return refusal.is(service_errc::invalid_signature) || refusal.is(service_errc::request_expired);
}

fault_class meaning_of(const error& failure) {
    if (failure.is(client_errc::cancelled) || failure.is(client_errc::stopped)) {
        return fault_class::given_up;
    }
    if (failure.is(client_errc::deadline_exceeded)) {
        return fault_class::timeout;
    }
    const bool may_pass = failure.is(client_errc::connect_failed) || failure.is(client_errc::connection_lost);
    return may_pass ? fault_class::transient : fault_class::permanent;
}

}  // namespace

fault fault_of(transport_error failure) {
    const fault_class meaning = meaning_of(failure.error);
    return {std::move(failure.error), meaning, failure.delivered == delivery::maybe_sent};
}

fault fault_of(error refusal, bool clock_was_wrong) {
    if (is_about_the_signature(refusal)) {
        const auto meaning = clock_was_wrong ? fault_class::stale_signature : fault_class::permanent;
        return {std::move(refusal), meaning, false};
    }
    if (refusal.is(service_errc::transaction_canceled)) {
        const bool passing = may_pass(refusal.detail().cancellation_reasons);
        return {std::move(refusal), passing ? fault_class::transient : fault_class::permanent, false};
    }
    for (const service_row& row : service_table) {
        if (refusal.is(row.code)) {
            return {std::move(refusal), row.meaning, row.maybe_applied};
        }
    }
    return {std::move(refusal), fault_class::permanent, false};
}

fault damaged_reply(error what) {
    return {std::move(what), fault_class::transient, true};
}

}  // namespace mastra::client
