#include "stores/memory_fixture.hpp"

#include "mastra/core/random.hpp"
#include "mastra/stores/table_setup.hpp"

#include <boost/asio/use_awaitable.hpp>

namespace mastra::test {
namespace {

using stores::setup_outcome;
using stores::table_setup;
using testing::HasSubstr;

class table_set_up : public memory_test {
protected:
    ~table_set_up() override {
        (void)run(store.client().async_send(protocol::delete_table_request(name), {}, boost::asio::use_awaitable));
    }
    table_setup set_up(stores::table_options options) {
        return ok(stores::set_up_table(store.client(), name, std::move(options)));
    }
    static setup_outcome outcome_of(const table_setup& setup, const std::string& what) {
        for (const auto& step : setup.steps) {
            if (step.what.find(what) != std::string::npos) {
                return step.outcome;
            }
        }
        ADD_FAILURE() << what;
        return setup_outcome::failed;
    }

    std::string name = "setup-" + make_token();
};

TEST_F(table_set_up, creates_once_and_then_finds_it_as_wanted) {
    stores::table_options options;
    options.ttl_attribute = "ttl";
    const table_setup first = set_up(options);
    EXPECT_TRUE(first.created);
    EXPECT_TRUE(first.complete());
    EXPECT_EQ(outcome_of(first, "time to live"), setup_outcome::done);
    const table_setup second = set_up(options);
    EXPECT_FALSE(second.created);
    EXPECT_TRUE(second.complete());
    EXPECT_EQ(outcome_of(second, "time to live"), setup_outcome::already);
}

TEST_F(table_set_up, provisioned_units_are_those_of_the_table_and_of_every_index) {
    stores::table_options options;
    options.billing = protocol::billing_mode::provisioned;
    options.table_throughput = {3, 4};
    options.index_throughput = {1, 2};
    EXPECT_EQ(outcome_of(set_up(options), "billing"), setup_outcome::done);
    const auto described =
        ok(store.client().async_send(protocol::describe_table_request(name), {}, boost::asio::use_awaitable));
    EXPECT_EQ(described.table.throughput.write_capacity_units, 4);
    for (const auto& index : described.table.global_secondary_indexes) {
        EXPECT_EQ(index.throughput.read_capacity_units, 1);
    }
    EXPECT_EQ(outcome_of(set_up({}), "billing"), setup_outcome::differs);
}

// DynamoDB Local knows no recovery: that step is told to have failed, and all others are done.
TEST_F(table_set_up, a_step_that_is_refused_is_told_and_keeps_no_other_from_being_done) {
    stores::table_options options;
    options.point_in_time_recovery = true;
    options.ttl_attribute = "ttl";
    options.deletion_protection = true;
    options.encryption = stores::table_encryption::aws_managed;
    const table_setup setup = set_up(options);
    EXPECT_TRUE(setup.created);
    EXPECT_EQ(outcome_of(setup, "time to live"), setup_outcome::done);
    for (const auto& step : setup.steps) {
        const bool fine = step.outcome == setup_outcome::done || step.outcome == setup_outcome::already;
        EXPECT_EQ(step.detail.empty(), fine) << step.what << ": " << step.detail;
        std::cout << to_string(step.outcome) << " " << step.what << ": " << step.detail << "\n";
    }
    protocol::update_table_request unprotect;
    unprotect.table_name = name;
    unprotect.deletion_protection = false;
    (void)run(store.client().async_send(unprotect, {}, boost::asio::use_awaitable));
}

TEST_F(table_set_up, a_table_with_other_keys_is_left_as_it_is) {
    protocol::create_table_request other;
    other.table_name = name;
    other.keys = {"pk", std::nullopt};
    other.attributes = {{"pk"}};
    ok(store.client().async_send(other, {}, boost::asio::use_awaitable));
    stores::table_options options;
    options.ttl_attribute = "ttl";
    const table_setup setup = set_up(options);
    EXPECT_FALSE(setup.complete());
    EXPECT_FALSE(setup.faults.empty());
    EXPECT_TRUE(setup.steps.empty());
}

TEST_F(table_set_up, contradicting_options_send_nothing) {
    const test_proxy proxy;
    stores::table_options options;
    options.kms_key = "key";
    const auto refused = run(stores::set_up_table(make_client(proxy.endpoint()), name, options));
    ASSERT_TRUE(refused.has_error());
    EXPECT_TRUE(refused.error().is(store_errc::invalid_argument));
    EXPECT_EQ(proxy.stats().requests, 0U);
}

}  // namespace
}  // namespace mastra::test
