#include "client/fault.hpp"

#include "mastra/core/error_detail.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace mastra::client {
namespace {

fault canceled_with(const std::vector<std::string>& codes) {
    error_detail detail;
    for (const std::string& code : codes) {
        detail.cancellation_reasons.push_back({code, {}, {}});
    }
    return fault_of(error(service_errc::transaction_canceled).with_detail(detail), false);
}

TEST(fault, of_a_service_error_says_whether_it_may_pass_and_whether_a_write_may_have_been_applied) {
    struct expectation {
        service_errc code;
        fault_class meaning;
        bool maybe_applied;
    };
    for (const auto& [code, meaning, maybe_applied] : {
             expectation{service_errc::provisioned_throughput_exceeded, fault_class::throttled, false},
             expectation{service_errc::throttling, fault_class::throttled, false},
             expectation{service_errc::request_limit_exceeded, fault_class::throttled, false},
             expectation{service_errc::transaction_conflict, fault_class::transient, false},
             expectation{service_errc::internal_server_error, fault_class::transient, true},
             expectation{service_errc::service_unavailable, fault_class::transient, true},
             expectation{service_errc::expired_token, fault_class::stale_credentials, false},
             expectation{service_errc::unrecognized_client, fault_class::stale_credentials, false},
             expectation{service_errc::validation, fault_class::permanent, false},
             expectation{service_errc::conditional_check_failed, fault_class::permanent, false},
             expectation{service_errc::access_denied, fault_class::permanent, false},
             expectation{service_errc::unknown_service_error, fault_class::permanent, false},
         }) {
        const fault what = fault_of(error(code), false);
        EXPECT_EQ(what.meaning, meaning) << what.error.message();
        EXPECT_EQ(what.maybe_applied, maybe_applied) << what.error.message();
    }
}

TEST(fault, of_a_canceled_transaction_may_pass_only_when_every_reason_does) {
    EXPECT_EQ(canceled_with({"None", "TransactionConflict"}).meaning, fault_class::transient);
    EXPECT_EQ(canceled_with({"ThrottlingError", "ProvisionedThroughputExceeded"}).meaning, fault_class::transient);
    EXPECT_EQ(canceled_with({"TransactionConflict", "ConditionalCheckFailed"}).meaning, fault_class::permanent);
    EXPECT_EQ(canceled_with({"ValidationError"}).meaning, fault_class::permanent);
    EXPECT_EQ(canceled_with({"None", "None"}).meaning, fault_class::permanent);
    EXPECT_EQ(canceled_with({}).meaning, fault_class::permanent);
}

TEST(fault, of_a_signature_may_pass_only_when_the_clock_explains_it) {
    for (const service_errc code : {service_errc::invalid_signature, service_errc::request_expired}) {
        EXPECT_EQ(fault_of(error(code), true).meaning, fault_class::stale_signature);
        EXPECT_EQ(fault_of(error(code), false).meaning, fault_class::permanent);
    }
}

TEST(fault, of_a_transport_keeps_what_was_delivered) {
    struct expectation {
        client_errc code;
        fault_class meaning;
    };
    for (const auto& [code, meaning] : {
             expectation{client_errc::connect_failed, fault_class::transient},
             expectation{client_errc::connection_lost, fault_class::transient},
             expectation{client_errc::deadline_exceeded, fault_class::timeout},
             expectation{client_errc::cancelled, fault_class::given_up},
             expectation{client_errc::stopped, fault_class::given_up},
             expectation{client_errc::tls_failed, fault_class::permanent},
             expectation{client_errc::queue_full, fault_class::permanent},
             expectation{client_errc::reply_too_large, fault_class::permanent},
         }) {
        EXPECT_EQ(fault_of(transport_error{error(code), delivery::not_sent}).meaning, meaning);
        EXPECT_FALSE(fault_of(transport_error{error(code), delivery::not_sent}).maybe_applied);
        EXPECT_TRUE(fault_of(transport_error{error(code), delivery::maybe_sent}).maybe_applied);
    }
}

}  // namespace
}  // namespace mastra::client
