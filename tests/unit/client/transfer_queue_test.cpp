#include "client/transfer_queue.hpp"

#include <gtest/gtest.h>

namespace mastra::client {
namespace {

using namespace std::chrono_literals;
using time_point = transfer_queue::time_point;

constexpr time_point start{1h};

transfer_ptr transfer_until(time_point deadline, std::chrono::milliseconds attempt_timeout = 0ms) {
    http_request request;
    request.deadline = deadline;
    request.attempt_timeout = attempt_timeout;
    return std::make_shared<transfer>(std::move(request), transport_handler());
}

TEST(transfer_queue, keeps_the_order_of_arrival_whatever_the_deadlines) {
    transfer_queue queue(10);
    const auto late = transfer_until(start + 9s);
    const auto early = transfer_until(start + 1s);
    ASSERT_TRUE(queue.push(late));
    ASSERT_TRUE(queue.push(early));
    EXPECT_EQ(queue.next_deadline(), start + 1s);
    EXPECT_EQ(queue.pop(start), late);
    EXPECT_EQ(queue.pop(start), early);
    EXPECT_EQ(queue.pop(start), nullptr);
}

TEST(transfer_queue, refuses_one_more_than_its_capacity_and_counts_only_those_that_wait) {
    transfer_queue queue(1);
    ASSERT_TRUE(queue.push(transfer_until(start)));
    EXPECT_FALSE(queue.push(transfer_until(start)));
    ASSERT_NE(queue.pop(start), nullptr);
    EXPECT_TRUE(queue.push(transfer_until(start)));
}

TEST(transfer_queue, finds_the_expired_one_in_the_middle_and_takes_it_out) {
    transfer_queue queue(10);
    const auto first = transfer_until(start + 9s);
    const auto short_lived = transfer_until(start + 1s);
    const auto last = transfer_until(start + 9s);
    for (const auto& entry : {first, short_lived, last}) {
        ASSERT_TRUE(queue.push(entry));
    }
    EXPECT_EQ(queue.expired(start), nullptr);
    EXPECT_EQ(queue.expired(start + 1s), short_lived);
    queue.end(short_lived);
    EXPECT_EQ(queue.expired(start + 1s), nullptr);
    EXPECT_EQ(queue.pop(start), first);
    EXPECT_EQ(queue.pop(start), last);
}

// Waiting for a connection must not use up the time of the attempt.
TEST(transfer_queue, counts_the_time_of_an_attempt_from_leaving_the_queue) {
    transfer_queue queue(10);
    const auto entry = transfer_until(start + 30s, 10s);
    ASSERT_TRUE(queue.push(entry));
    EXPECT_EQ(queue.next_deadline(), start + 30s);
    ASSERT_EQ(queue.pop(start + 5s), entry);
    EXPECT_EQ(queue.next_deadline(), start + 15s);
    queue.end(entry);
    EXPECT_TRUE(queue.empty());
}

TEST(transfer_queue, lets_no_attempt_outlive_the_deadline) {
    transfer_queue queue(10);
    const auto entry = transfer_until(start + 30s, 10s);
    ASSERT_TRUE(queue.push(entry));
    ASSERT_EQ(queue.pop(start + 25s), entry);
    EXPECT_EQ(queue.next_deadline(), start + 30s);
}

TEST(transfer_queue, knows_transfers_without_a_deadline) {
    transfer_queue queue(10);
    const auto entry = transfer_until(time_point{});
    ASSERT_TRUE(queue.push(entry));
    EXPECT_FALSE(queue.next_deadline());
    EXPECT_EQ(queue.expired(start), nullptr);
    EXPECT_EQ(queue.any(), entry);
}

}  // namespace
}  // namespace mastra::client
