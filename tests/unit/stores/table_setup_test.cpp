// A table whose creation is answered by nobody, or by a fault inside DynamoDB: asked for again until it is there.
#include "mastra/client/run_blocking.hpp"
#include "mastra/stores/table_setup.hpp"
#include "unit/client/scripted_client.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mastra::stores {
namespace {

using client::test::lost_reply;
using client::test::reply;
using client::test::service_error;

class creating_a_table : public client::test::scripted_client {
protected:
    result<table_setup> set_up() { return run_blocking(context, set_up_table(make_client(), "memory", {})); }
    using names = std::vector<std::string>;

    const client::transport_result created =
        reply(200, R"({"TableDescription":{"TableName":"memory","TableStatus":"CREATING"}})");
    const client::transport_result active = reply(200, R"({"Table":{"TableName":"memory","TableStatus":"ACTIVE"}})");
    const client::transport_result failure = service_error("InternalServerError", 500);
};

TEST_F(creating_a_table, that_failed_inside_dynamodb_is_tried_again) {
    http->then(failure).then(created).then(active);
    const auto setup = set_up();
    ASSERT_TRUE(setup.has_value()) << setup.error().message();
    EXPECT_TRUE(setup->created);
    EXPECT_EQ(record_names, (names{"CreateTable", "CreateTable", "DescribeTable"}));
}

TEST_F(creating_a_table, whose_reply_was_lost_goes_on_with_the_table_that_is_there) {
    http->then(lost_reply()).then(service_error("ResourceInUseException")).then(active);
    const auto setup = set_up();
    ASSERT_TRUE(setup.has_value()) << setup.error().message();
    EXPECT_FALSE(setup->created) << "it may have been somebody else";
    EXPECT_EQ(record_names, (names{"CreateTable", "CreateTable", "DescribeTable"}));
}

TEST_F(creating_a_table, that_never_succeeds_says_why) {
    http->otherwise([this](const client::http_request&) {
        clock.advance(std::chrono::seconds(11));
        return failure;
    });
    const auto setup = set_up();
    ASSERT_TRUE(setup.has_error());
    EXPECT_TRUE(setup.error().is(error_kind::outcome_unknown)) << setup.error().message();
    EXPECT_NE(setup.error().message().find("said the service"), std::string::npos) << setup.error().message();
}

TEST_F(creating_a_table, that_is_refused_asks_no_more) {
    http->then(service_error("AccessDeniedException"));
    const auto setup = set_up();
    ASSERT_TRUE(setup.has_error());
    EXPECT_TRUE(setup.error().is(service_errc::access_denied)) << setup.error().message();
    EXPECT_EQ(record_names, names{"CreateTable"});
}

}  // namespace
}  // namespace mastra::stores
