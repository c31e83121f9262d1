#include "mastra/core/error_detail.hpp"
#include "scripted_client.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include <future>
#include <thread>

namespace mastra::client::test {
namespace {

using namespace std::chrono_literals;
using mastra::test::scripted_transport;

const std::string an_item = R"({"Item":{"pk":{"S":"a"}}})";

class a_call : public scripted_client {};

TEST_F(a_call, is_sent_signed_with_its_target_and_answered) {
    http->then(reply(200, an_item));
    const auto outcome = send(a_read());
    ASSERT_TRUE(outcome.has_value()) << outcome.error().message();
    EXPECT_TRUE(outcome->item->contains("pk"));
    ASSERT_EQ(http->requests().size(), 1U);
    EXPECT_EQ(http->requests()[0].method, "POST");
    EXPECT_EQ(http->requests()[0].url, "http://127.0.0.1:1/");
    EXPECT_EQ(header(0, "X-Amz-Target"), "DynamoDB_20120810.GetItem");
    EXPECT_EQ(header(0, "Content-Type"), "application/x-amz-json-1.0");
    EXPECT_EQ(header(0, "X-Amz-Date"), "20260101T000000Z");
    EXPECT_NE(header(0, "Authorization").find("Credential=AKID1/20260101/eu-west-1/dynamodb/aws4_request"),
              std::string::npos);
}

TEST_F(a_call, fetches_credentials_once_for_many) {
    http->otherwise([](const http_request&) { return reply(200, an_item); });
    const dynamodb_client client = make_client();
    int ended = 0;
    for (int i = 0; i < 20; ++i) {
        client.async_send(a_read(), {}, [&](auto) { ++ended; });
    }
    context.run();
    EXPECT_EQ(ended, 20);
    EXPECT_EQ(provider->fetches, 1);
}

TEST_F(a_call, ends_with_the_error_of_the_credential_source) {
    provider->fails = true;
    const auto outcome = send(a_read());
    EXPECT_TRUE(outcome.error().is(client_errc::credentials_failed));
    EXPECT_TRUE(http->requests().empty());
}

TEST_F(a_call, without_a_region_sends_nothing_and_says_what_to_do) {
    config.region = "not a region!";
    const auto outcome = send(a_read());
    EXPECT_TRUE(outcome.error().is(error_kind::invalid_request)) << outcome.error().message();
    EXPECT_TRUE(http->requests().empty());
}

TEST_F(a_call, is_repeated_after_throttling_and_reports_every_attempt) {
    http->then(service_error("ProvisionedThroughputExceededException")).then(reply(200, an_item));
    const auto outcome = send(a_read());
    ASSERT_TRUE(outcome.has_value());
    ASSERT_EQ(records.size(), 2U);
    EXPECT_TRUE(records[0].failed);
    EXPECT_EQ(records[0].http_status, 400);
    EXPECT_EQ(records[1].attempt, 2);
    EXPECT_FALSE(records[1].failed);
    EXPECT_EQ(records[1].bytes_received, an_item.size());
    EXPECT_EQ(record_names[1], "GetItem");
    EXPECT_TRUE(log.contains("retry operation=GetItem table=table attempt=1"));
}

TEST_F(a_call, that_is_a_read_is_repeated_after_a_lost_reply) {
    http->then(lost_reply()).then(reply(200, an_item));
    EXPECT_TRUE(send(a_read()).has_value());
}

TEST_F(a_call, that_counts_is_not_repeated_after_a_lost_reply) {
    http->then(lost_reply());
    const auto outcome = send(a_count());
    EXPECT_TRUE(outcome.error().is(client_errc::outcome_unknown));
    EXPECT_EQ(http->requests().size(), 1U);
    EXPECT_EQ(outcome.error().detail().operation, "UpdateItem");
    EXPECT_EQ(outcome.error().detail().table_name, "table");
    EXPECT_EQ(outcome.error().detail().attempts, 1);
}

TEST_F(a_call, that_counts_is_repeated_when_no_byte_left) {
    http->then(no_connection()).then(reply(200, "{}"));
    EXPECT_TRUE(send(a_count()).has_value());
}

// DynamoDB may have carried out a write that it answers with status 500.
TEST_F(a_call, that_counts_is_not_repeated_after_an_internal_error) {
    http->then(service_error("InternalServerError", 500));
    EXPECT_TRUE(send(a_count()).error().is(client_errc::outcome_unknown));
    http->then(service_error("InternalServerError", 500)).then(reply(200, "{}"));
    EXPECT_TRUE(send(a_put()).has_value()) << "a plain put may be sent twice";
}

TEST_F(a_call, that_is_a_transaction_carries_one_token_over_all_attempts) {
    protocol::transact_write_items_request request;
    request.writes.emplace_back(a_put());
    http->then(lost_reply()).then(reply(200, "{}"));
    ASSERT_TRUE(send(request).has_value());
    EXPECT_NE(http->requests()[0].body.view().find("ClientRequestToken"), std::string::npos);
    EXPECT_EQ(http->requests()[0].body.view(), http->requests()[1].body.view());
}

TEST_F(a_call, keeps_the_token_that_the_caller_gave) {
    protocol::transact_write_items_request request;
    request.writes.emplace_back(a_put());
    request.client_request_token = "mine";
    http->then(reply(200, "{}"));
    ASSERT_TRUE(send(request).has_value());
    EXPECT_NE(http->requests()[0].body.view().find(R"("ClientRequestToken":"mine")"), std::string::npos);
}

TEST_F(a_call, that_is_a_transaction_is_repeated_after_a_conflict_but_not_after_a_failed_condition) {
    const auto canceled = [](const std::string& code) {
        return reply(400, R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"m",)"
                          R"("CancellationReasons":[{"Code":"None"},{"Code":")" +
                              code + R"("}]})");
    };
    protocol::transact_write_items_request request;
    request.writes.emplace_back(a_put());
    request.writes.emplace_back(a_put());
    http->then(canceled("TransactionConflict")).then(canceled("ConditionalCheckFailed"));
    const auto outcome = send(request);
    EXPECT_TRUE(outcome.error().is(service_errc::transaction_canceled));
    EXPECT_EQ(outcome.error().detail().cancellation_reasons.at(1).code, "ConditionalCheckFailed");
    EXPECT_EQ(http->requests().size(), 2U);
}

TEST_F(a_call, renews_credentials_that_the_service_does_not_accept_once) {
    http->then(service_error("ExpiredTokenException")).then(reply(200, an_item));
    ASSERT_TRUE(send(a_read()).has_value());
    EXPECT_EQ(provider->fetches, 2);
    EXPECT_NE(header(1, "Authorization").find("Credential=AKID2/"), std::string::npos);

    http->then(service_error("UnrecognizedClientException")).then(service_error("UnrecognizedClientException"));
    EXPECT_TRUE(send(a_read()).error().is(service_errc::unrecognized_client));
}

TEST_F(a_call, learns_the_service_clock_and_signs_again_with_it) {
    auto refusal = service_error("InvalidSignatureException");
    refusal.date = "Thu, 01 Jan 2026 00:20:00 GMT";
    http->then(refusal).then(reply(200, an_item)).then(reply(200, an_item));
    const dynamodb_client client = make_client();
    int answered = 0;
    client.async_send(a_read(), {}, [&](auto r) {
        answered += r.has_value() ? 1 : 0;
        client.async_send(a_read(), {}, [&](auto again) { answered += again.has_value() ? 1 : 0; });
    });
    context.run();
    EXPECT_EQ(answered, 2);
    ASSERT_EQ(http->requests().size(), 3U) << "the second call knows the right time at once";
    EXPECT_EQ(header(0, "X-Amz-Date"), "20260101T000000Z");
    EXPECT_EQ(header(1, "X-Amz-Date"), "20260101T002000Z");
    EXPECT_EQ(header(2, "X-Amz-Date"), "20260101T002000Z");
}

// A process frozen between signing and sending: the clock is right again, the signature is not.
TEST_F(a_call, is_signed_again_after_a_freeze) {
    http->then_do([this](const http_request&) {
        clock.set_wall_clock(clock.now() + 10min);
        auto refusal = service_error("RequestExpired");
        refusal.date = "Thu, 01 Jan 2026 00:10:00 GMT";
        return refusal;
    });
    http->then(reply(200, an_item));
    ASSERT_TRUE(send(a_read()).has_value());
    EXPECT_EQ(header(1, "X-Amz-Date"), "20260101T001000Z");
}

TEST_F(a_call, with_a_wrong_key_is_not_repeated) {
    auto refusal = service_error("InvalidSignatureException");
    refusal.date = "Thu, 01 Jan 2026 00:00:01 GMT";
    http->then(refusal);
    const auto outcome = send(a_read());
    EXPECT_TRUE(outcome.error().is(service_errc::invalid_signature));
    EXPECT_EQ(outcome.error().detail().request_id, "REQUEST-ID");
    EXPECT_EQ(http->requests().size(), 1U);
}

TEST_F(a_call, does_not_believe_a_reply_whose_checksum_is_wrong) {
    auto damaged = reply(200, an_item);
    damaged.crc32 = "1";
    http->then(damaged).then(reply(200, an_item));
    EXPECT_TRUE(send(a_read()).has_value());
    http->then(damaged);
    EXPECT_TRUE(send(a_count()).error().is(client_errc::outcome_unknown));
}

TEST_F(a_call, has_its_capacity_reported_when_the_client_asks_for_it) {
    config.report_capacity = true;
    http->then(reply(200, R"({"ConsumedCapacity":{"TableName":"table","CapacityUnits":2.5}})"));
    ASSERT_TRUE(send(a_read()).has_value());
    EXPECT_NE(http->requests()[0].body.view().find(R"("ReturnConsumedCapacity":"TOTAL")"), std::string::npos);
    ASSERT_EQ(records.size(), 1U);
    EXPECT_EQ(records[0].capacity_units, 2.5);
}

TEST_F(a_call, has_its_capacity_reported_when_it_asks_for_it_itself) {
    call_options options;
    options.report_capacity = true;
    const auto counted = reply(200, R"({"ConsumedCapacity":{"TableName":"table","CapacityUnits":2.5}})");
    http->then(counted).then(counted);
    ASSERT_TRUE(send(a_read(), options).has_value());
    ASSERT_TRUE(send(a_read()).has_value());
    EXPECT_NE(http->requests()[0].body.view().find(R"("ReturnConsumedCapacity":"TOTAL")"), std::string::npos);
    EXPECT_EQ(http->requests()[1].body.view().find("ReturnConsumedCapacity"), std::string::npos);
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].capacity_units, 2.5);
    EXPECT_EQ(records[1].capacity_units, 0);
}

TEST_F(a_call, tells_its_own_observer_too) {
    int seen = 0;
    call_options options;
    options.observer = [&](const request_record&) { ++seen; };
    http->then(reply(200, an_item));
    ASSERT_TRUE(send(a_read(), options).has_value());
    EXPECT_EQ(seen, 1);
    EXPECT_EQ(records.size(), 1U);
}

TEST_F(a_call, gives_the_transport_its_deadline_and_the_time_of_an_attempt) {
    http->then(reply(200, an_item));
    call_options options;
    options.timeout = 7s;
    options.attempt_timeout = 2s;
    ASSERT_TRUE(send(a_read(), options).has_value());
    EXPECT_EQ(http->requests()[0].deadline, clock.steady_now() + 7s);
    EXPECT_EQ(http->requests()[0].attempt_timeout, 2s);
}

TEST_F(a_call, whose_deadline_has_passed_is_not_sent) {
    call_options options;
    options.deadline = clock.steady_now();
    EXPECT_TRUE(send(a_read(), options).error().is(client_errc::deadline_exceeded));
    EXPECT_TRUE(http->requests().empty());
}

TEST_F(a_call, is_not_repeated_after_its_deadline) {
    http->then_do([this](const http_request&) {
        clock.advance(30s);
        return transport_error{error(client_errc::deadline_exceeded), delivery::maybe_sent};
    });
    EXPECT_TRUE(send(a_read()).error().is(client_errc::deadline_exceeded));
    http->then_do([this](const http_request&) {
        clock.advance(30s);
        return transport_error{error(client_errc::deadline_exceeded), delivery::maybe_sent};
    });
    EXPECT_TRUE(send(a_put()).error().is(client_errc::outcome_unknown));
}

TEST_F(a_call, that_is_cancelled_in_flight_ends_at_once_and_is_withdrawn) {
    http->then_silence();
    boost::asio::cancellation_signal signal;
    std::optional<error> why;
    make_client().async_send(a_read(), {},
                             boost::asio::bind_cancellation_slot(signal.slot(), [&](auto r) { why = r.error(); }));
    while (http->requests().empty()) {
        context.run_one();
    }
    signal.emit(boost::asio::cancellation_type::terminal);
    context.run();
    ASSERT_TRUE(why);
    EXPECT_TRUE(why->is(client_errc::cancelled));
    EXPECT_EQ(http->unanswered(), 0U);
    EXPECT_EQ(http->requests().size(), 1U);
}

TEST_F(a_call, that_is_cancelled_before_it_began_sends_nothing) {
    boost::asio::cancellation_signal signal;
    std::optional<error> why;
    make_client().async_send(a_read(), {},
                             boost::asio::bind_cancellation_slot(signal.slot(), [&](auto r) { why = r.error(); }));
    signal.emit(boost::asio::cancellation_type::terminal);
    context.run();
    ASSERT_TRUE(why);
    EXPECT_TRUE(why->is(client_errc::cancelled));
}

TEST_F(a_call, that_is_cancelled_in_a_pause_sends_no_further_request) {
    config.jitter = [] { return 0.99; };
    config.retry.base_delay = 20s;
    config.retry.max_delay = 20s;
    http->then(service_error("ThrottlingException"));
    boost::asio::cancellation_signal signal;
    std::optional<error> why;
    make_client().async_send(a_read(), {},
                             boost::asio::bind_cancellation_slot(signal.slot(), [&](auto r) { why = r.error(); }));
    while (records.empty()) {
        context.run_one();
    }
    signal.emit(boost::asio::cancellation_type::terminal);
    context.run();
    ASSERT_TRUE(why);
    EXPECT_TRUE(why->is(client_errc::cancelled));
    EXPECT_EQ(http->requests().size(), 1U);
}

TEST_F(a_call, ends_with_stopped_when_the_client_is_stopped_and_so_does_every_later_one) {
    http->then_silence();
    const dynamodb_client client = make_client();
    std::vector<error> ends;
    client.async_send(a_read(), {}, [&](auto r) { ends.push_back(r.error()); });
    while (http->requests().empty()) {
        context.run_one();
    }
    client.stop();
    client.async_send(a_read(), {}, [&](auto r) { ends.push_back(r.error()); });
    context.restart();
    while (ends.size() < 2 && context.run_one() != 0) {
    }
    ASSERT_EQ(ends.size(), 2U);
    EXPECT_TRUE(ends[0].is(client_errc::stopped));
    EXPECT_TRUE(ends[1].is(client_errc::stopped));
    EXPECT_FALSE(http->stopped()) << "a transport that was given may serve other clients";
    http->stop();
    context.run();
}

TEST_F(a_call, completes_on_the_executor_of_its_handler) {
    http->then(reply(200, an_item));
    boost::asio::thread_pool elsewhere(1);
    std::thread::id where;
    make_client().async_send(a_read(), {},
                             boost::asio::bind_executor(elsewhere, [&](auto) { where = std::this_thread::get_id(); }));
    context.run();
    elsewhere.join();
    EXPECT_NE(where, std::thread::id());
    EXPECT_NE(where, std::this_thread::get_id());
}

TEST_F(a_call, gives_a_future_to_those_who_want_one) {
    http->then(reply(200, an_item));
    std::future<result<protocol::get_item_response>> answer =
        make_client().async_send(a_read(), {}, boost::asio::use_future);
    context.run();
    EXPECT_TRUE(answer.get().has_value());
}

TEST_F(a_call, says_no_secret_and_no_body_in_errors_and_logs) {
    protocol::put_item_request request = a_put();
    request.item.set("text", "canary-text");
    http->then(service_error("ThrottlingException")).then(service_error("ValidationException"));
    const auto outcome = send(request);
    ASSERT_TRUE(outcome.has_error());
    for (const char* canary : {"canary-secret", "canary-text"}) {
        EXPECT_EQ(outcome.error().message().find(canary), std::string::npos);
        EXPECT_FALSE(log.contains(canary));
    }
}

}  // namespace
}  // namespace mastra::client::test
