// Saving one message: its write and the touch of its thread go side by side, and neither outcome hides the other.
#include "mastra/client/run_blocking.hpp"
#include "mastra/core/error_detail.hpp"
#include "mastra/stores/memory_store.hpp"
#include "unit/client/scripted_client.hpp"

#include <gtest/gtest.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>

#include <optional>
#include <string>
#include <vector>

namespace mastra::stores {
namespace {

using client::test::reply;
using client::test::service_error;

class saving_a_message : public client::test::scripted_client {
protected:
    using saved = result<std::vector<message>>;

    saving_a_message() { settings.table_name = "memory"; }

    [[nodiscard]] memory_store memory() { return {make_client(), settings}; }

    static std::vector<message> a_message(std::string content = "text") {
        message value;
        value.id = "m";
        value.thread_id = "t";
        value.resource_id = "r";
        value.role = "user";
        value.content = std::move(content);
        return {value};
    }
    saved save(std::string content = "text") {
        return run_blocking(context, memory().save_messages(a_message(std::move(content))));
    }
    void answer(client::transport_result to_write, client::transport_result to_touch) {
        http->otherwise([=](const client::http_request& request) {
            const bool is_touch = request.body.view().find("entity_thread") != std::string_view::npos;
            return is_touch ? to_touch : to_write;
        });
    }

    store_config settings;
};

TEST_F(saving_a_message, sends_a_write_and_a_touch) {
    answer(reply(200, "{}"), reply(200, "{}"));
    const saved done = save();
    ASSERT_TRUE(done.has_value()) << done.error().message();
    EXPECT_EQ(done->front().id, "m");
    EXPECT_EQ(record_names, (std::vector<std::string>{"UpdateItem", "UpdateItem"}));
}

TEST_F(saving_a_message, that_is_too_large_sends_nothing) {
    settings.max_record_bytes = 500'000;
    const saved done = save(std::string(600'000, 'x'));
    ASSERT_TRUE(done.has_error());
    EXPECT_TRUE(done.error().is(store_errc::item_too_large)) << done.error().message();
    context.restart();
    context.run();
    EXPECT_TRUE(http->requests().empty());
}

TEST_F(saving_a_message, tells_whether_it_is_saved_when_one_half_fails) {
    const client::transport_result done = reply(200, "{}");
    const client::transport_result refused = service_error("AccessDeniedException");
    const std::vector<std::string> none;
    const std::vector<std::string> it{"m"};
    for (const bool is_written : {false, true}) {
        answer(is_written ? done : refused, is_written ? refused : done);
        const saved outcome = save();
        ASSERT_TRUE(outcome.has_error());
        EXPECT_TRUE(outcome.error().is(service_errc::access_denied)) << outcome.error().message();
        EXPECT_EQ(outcome.error().detail().saved_ids, is_written ? it : none);
        EXPECT_EQ(outcome.error().detail().unsaved_ids, is_written ? none : it);
    }
}

TEST_F(saving_a_message, into_a_thread_that_is_not_there_saves_it) {
    answer(reply(200, "{}"), service_error("ConditionalCheckFailedException"));
    EXPECT_TRUE(save().has_value());
}

TEST_F(saving_a_message, whose_reply_is_lost_when_its_time_is_up_may_be_saved) {
    answer(reply(200, "{}"), reply(200, "{}"));
    http->then_do([this](const client::http_request&) {
        clock.advance(std::chrono::minutes(10));
        return client::test::lost_reply();
    });
    const saved done = save();
    ASSERT_TRUE(done.has_error());
    EXPECT_TRUE(done.error().is(error_kind::outcome_unknown)) << done.error().message();
}

TEST_F(saving_a_message, whose_second_attempt_is_refused_after_a_lost_reply_may_be_saved) {
    answer(service_error("AccessDeniedException"), reply(200, "{}"));
    http->then(client::test::lost_reply());
    const saved done = save();
    ASSERT_TRUE(done.has_error());
    EXPECT_TRUE(done.error().is(error_kind::outcome_unknown)) << done.error().message();
    EXPECT_NE(done.error().message().find("access denied"), std::string::npos) << done.error().message();
}

TEST_F(saving_a_message, that_is_cancelled_ends) {
    http->then_silence().then_silence();
    boost::asio::cancellation_signal cancel;
    std::optional<saved> outcome;
    const memory_store store = memory();
    boost::asio::co_spawn(context, store.save_messages(a_message()),
                          boost::asio::bind_cancellation_slot(cancel.slot(), [&](const std::exception_ptr&, saved got) {
                              outcome.emplace(std::move(got));
                          }));
    context.poll();
    EXPECT_EQ(http->unanswered(), 2U);
    EXPECT_FALSE(outcome);
    cancel.emit(boost::asio::cancellation_type::terminal);
    context.restart();
    context.poll();
    EXPECT_EQ(http->unanswered(), 1U) << "the touch is on its way, and its outcome is awaited";
    http->stop();
    context.restart();
    context.poll();
    ASSERT_TRUE(outcome);
    EXPECT_TRUE(outcome->error().is(client_errc::cancelled)) << outcome->error().message();
}

}  // namespace
}  // namespace mastra::stores
