#include "client/retry_fsm.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace mastra::client {
namespace {

using namespace std::chrono_literals;
using time_point = retry_fsm::time_point;

const fault lost_reply_fault{error(client_errc::connection_lost), fault_class::transient, true};
const fault refused_connection{error(client_errc::connect_failed), fault_class::transient, false};
const fault throttled_fault{error(service_errc::throttling), fault_class::throttled, false};
const fault slow_reply{error(client_errc::deadline_exceeded), fault_class::timeout, true};
const fault expired_token_fault{error(service_errc::expired_token), fault_class::stale_credentials, false};
const fault wrong_clock{error(service_errc::invalid_signature), fault_class::stale_signature, false};
const fault bad_request{error(service_errc::validation), fault_class::permanent, false};

class retry_fsm_of_a_call : public ::testing::Test {
protected:
    retry_fsm machine(repeat_rule rule, int max_attempts = 0) {
        return {options_, max_attempts, rule, bucket_, jitter_, deadline_};
    }
    /// One more attempt, and what follows its failure.
    retry_action fail(retry_fsm& calls, const fault& what) {
        calls.attempt_begins();
        return calls.resume(what, now_);
    }
    static bool goes_on(const retry_action& action) { return !std::holds_alternative<give_up>(action); }
    static error end_of(const retry_action& action) { return std::get<give_up>(action).error; }
    static std::chrono::milliseconds pause_of(const retry_action& action) {
        return std::get<wait_and_send>(action).pause;
    }

    retry_options options_;
    retry_bucket bucket_{500};
    double fraction_ = 0.5;
    random_fraction jitter_ = [this] { return fraction_; };
    time_point now_{1h};
    time_point deadline_ = now_ + 30s;
};

TEST_F(retry_fsm_of_a_call, repeats_a_read_whose_reply_was_lost_until_three_attempts_are_made) {
    retry_fsm calls = machine(repeat_rule::harmless);
    EXPECT_TRUE(goes_on(fail(calls, lost_reply_fault)));
    EXPECT_TRUE(goes_on(fail(calls, lost_reply_fault)));
    const retry_action last = fail(calls, lost_reply_fault);
    ASSERT_FALSE(goes_on(last));
    EXPECT_TRUE(end_of(last).is(client_errc::connection_lost));
    EXPECT_EQ(calls.attempts(), 3);
}

TEST_F(retry_fsm_of_a_call, never_repeats_a_write_that_must_happen_once_after_its_reply_was_lost) {
    retry_fsm calls = machine(repeat_rule::once);
    const retry_action action = fail(calls, lost_reply_fault);
    ASSERT_FALSE(goes_on(action));
    EXPECT_TRUE(end_of(action).is(client_errc::outcome_unknown));
}

TEST_F(retry_fsm_of_a_call, repeats_any_write_that_never_left) {
    retry_fsm calls = machine(repeat_rule::once);
    EXPECT_TRUE(goes_on(fail(calls, refused_connection)));
}

TEST_F(retry_fsm_of_a_call, repeats_a_repeatable_write_and_says_outcome_unknown_when_all_replies_were_lost) {
    retry_fsm calls = machine(repeat_rule::repeatable, 2);
    EXPECT_TRUE(goes_on(fail(calls, lost_reply_fault)));
    EXPECT_TRUE(end_of(fail(calls, lost_reply_fault)).is(client_errc::outcome_unknown));
}

// The first copy may have been applied although the second one was refused.
TEST_F(retry_fsm_of_a_call, remembers_a_lost_reply_when_a_later_attempt_fails_otherwise) {
    retry_fsm calls = machine(repeat_rule::repeatable, 2);
    EXPECT_TRUE(goes_on(fail(calls, lost_reply_fault)));
    EXPECT_TRUE(end_of(fail(calls, throttled_fault)).is(client_errc::outcome_unknown));
}

// A transaction with its token: had the first copy been applied, the second would have been told so.
TEST_F(retry_fsm_of_a_call, believes_a_failed_condition_after_a_lost_reply) {
    retry_fsm calls = machine(repeat_rule::repeatable);
    EXPECT_TRUE(goes_on(fail(calls, lost_reply_fault)));
    const fault cancelled{error(service_errc::transaction_canceled), fault_class::permanent, false};
    EXPECT_TRUE(end_of(fail(calls, cancelled)).is(service_errc::transaction_canceled));
}

TEST_F(retry_fsm_of_a_call, gives_up_at_once_on_what_does_not_pass) {
    retry_fsm calls = machine(repeat_rule::harmless);
    EXPECT_TRUE(end_of(fail(calls, bad_request)).is(service_errc::validation));
    EXPECT_EQ(bucket_.tokens(), 500);
}

TEST_F(retry_fsm_of_a_call, keeps_cancelled_even_when_a_write_may_have_been_applied) {
    retry_fsm calls = machine(repeat_rule::once);
    const fault cancelled{error(client_errc::cancelled), fault_class::given_up, true};
    EXPECT_TRUE(end_of(fail(calls, cancelled)).is(client_errc::cancelled));
}

TEST_F(retry_fsm_of_a_call, is_patient_with_throttling_up_to_ten_attempts) {
    retry_fsm calls = machine(repeat_rule::once);
    for (int attempt = 1; attempt < 10; ++attempt) {
        EXPECT_TRUE(goes_on(fail(calls, throttled_fault))) << attempt;
    }
    EXPECT_TRUE(end_of(fail(calls, throttled_fault)).is(service_errc::throttling));
}

TEST_F(retry_fsm_of_a_call, counts_throttling_and_other_faults_apart) {
    retry_fsm calls = machine(repeat_rule::harmless);
    for (int attempt = 1; attempt < 10; ++attempt) {
        EXPECT_TRUE(goes_on(fail(calls, throttled_fault))) << attempt;
    }
    EXPECT_TRUE(goes_on(fail(calls, lost_reply_fault)));
    EXPECT_TRUE(goes_on(fail(calls, lost_reply_fault)));
    EXPECT_FALSE(goes_on(fail(calls, lost_reply_fault)));
}

TEST_F(retry_fsm_of_a_call, obeys_the_limit_that_a_call_sets_for_all_attempts) {
    retry_fsm calls = machine(repeat_rule::harmless, 2);
    EXPECT_TRUE(goes_on(fail(calls, throttled_fault)));
    EXPECT_FALSE(goes_on(fail(calls, lost_reply_fault)));
}

TEST_F(retry_fsm_of_a_call, doubles_the_bound_of_its_pauses_up_to_the_greatest) {
    options_.max_delay = 300ms;
    retry_fsm calls = machine(repeat_rule::harmless);
    std::vector<std::chrono::milliseconds> pauses;
    for (int i = 0; i < 6; ++i) {
        pauses.push_back(pause_of(fail(calls, throttled_fault)));
    }
    EXPECT_EQ(pauses, (std::vector<std::chrono::milliseconds>{25ms, 50ms, 100ms, 150ms, 150ms, 150ms}));
}

TEST_F(retry_fsm_of_a_call, does_not_wait_for_a_deadline_that_leaves_no_time_to_send) {
    deadline_ = now_ + 20ms;
    retry_fsm calls = machine(repeat_rule::harmless);
    EXPECT_TRUE(end_of(fail(calls, throttled_fault)).is(service_errc::throttling));
}

TEST_F(retry_fsm_of_a_call, ends_when_the_deadline_has_passed) {
    retry_fsm calls = machine(repeat_rule::harmless);
    now_ = deadline_;
    EXPECT_TRUE(end_of(fail(calls, slow_reply)).is(client_errc::deadline_exceeded));
}

TEST_F(retry_fsm_of_a_call, says_outcome_unknown_when_the_deadline_passes_after_a_write_was_sent) {
    retry_fsm calls = machine(repeat_rule::repeatable);
    now_ = deadline_;
    EXPECT_TRUE(end_of(fail(calls, slow_reply)).is(client_errc::outcome_unknown));
}

TEST_F(retry_fsm_of_a_call, renews_credentials_once_and_without_a_pause) {
    retry_fsm calls = machine(repeat_rule::once);
    EXPECT_TRUE(std::holds_alternative<renew_credentials_and_send>(fail(calls, expired_token_fault)));
    EXPECT_TRUE(end_of(fail(calls, expired_token_fault)).is(service_errc::expired_token));
}

TEST_F(retry_fsm_of_a_call, signs_again_once_and_without_a_pause_when_the_clock_was_wrong) {
    retry_fsm calls = machine(repeat_rule::once);
    EXPECT_EQ(pause_of(fail(calls, wrong_clock)), 0ms);
    EXPECT_TRUE(end_of(fail(calls, wrong_clock)).is(service_errc::invalid_signature));
}

TEST_F(retry_fsm_of_a_call, makes_no_second_attempt_when_the_call_allows_one) {
    for (const fault& what :
         {lost_reply_fault, refused_connection, throttled_fault, expired_token_fault, wrong_clock}) {
        retry_fsm calls = machine(repeat_rule::harmless, 1);
        EXPECT_FALSE(goes_on(fail(calls, what))) << what.error.message();
    }
}

TEST_F(retry_fsm_of_a_call, pays_for_retries_and_gets_the_last_price_back_on_success) {
    retry_fsm calls = machine(repeat_rule::harmless);
    EXPECT_TRUE(goes_on(fail(calls, refused_connection)));
    EXPECT_EQ(bucket_.tokens(), 495);
    EXPECT_TRUE(goes_on(fail(calls, slow_reply)));
    EXPECT_EQ(bucket_.tokens(), 485);
    calls.succeeded();
    EXPECT_EQ(bucket_.tokens(), 495);
}

TEST_F(retry_fsm_of_a_call, stops_retrying_when_the_bucket_of_all_calls_is_empty) {
    bucket_ = retry_bucket(7);
    retry_fsm first = machine(repeat_rule::harmless);
    EXPECT_TRUE(goes_on(fail(first, refused_connection)));
    retry_fsm second = machine(repeat_rule::harmless);
    EXPECT_FALSE(goes_on(fail(second, refused_connection)));
}

TEST(retry_bucket, fills_by_one_for_a_call_without_retries_and_never_overflows) {
    retry_bucket bucket(2);
    ASSERT_TRUE(bucket.take(2));
    const retry_options options;
    const random_fraction jitter = [] { return 0.0; };
    retry_fsm calls(options, 0, repeat_rule::harmless, bucket, jitter, time_point::max());
    for (int i = 0; i < 5; ++i) {
        calls.succeeded();
    }
    EXPECT_EQ(bucket.tokens(), 2);
}

}  // namespace
}  // namespace mastra::client
