// Evals against DynamoDB, in the layout that upstream declares.
#include "mastra/core/error_detail.hpp"
#include "mastra/stores/evals_store.hpp"
#include "stores/memory_fixture.hpp"

#include <fmt/format.h>

namespace mastra::test {
namespace {

using stores::eval;
using list = std::vector<std::string>;

class evals_test : public memory_test {
protected:
    evals_test() : evals(make_evals(config())) {}

    [[nodiscard]] stores::evals_store make_evals(stores::store_config settings) const {
        return stores::evals_store(make_client(test_endpoint()), std::move(settings));
    }

    // Created at at(number * 1000).
    [[nodiscard]] static eval an_eval(std::string run_id, int number = 0) {
        eval value;
        value.run_id = std::move(run_id);
        value.global_run_id = "global-1";
        value.agent_name = "cook";
        value.metric_name = "tone";
        value.instructions = "be kind";
        value.output = "Hello";
        value.result = json(R"({"score":0.5,"info":{"why":"short"}})");
        value.created_at = at(number * 1000);
        return value;
    }

    [[nodiscard]] static eval a_test(std::string run_id, int number = 0) {
        eval value = an_eval(std::move(run_id), number);
        value.test_info = json(R"({"testName":"greets","testPath":"greet.test.ts"})");
        return value;
    }

    [[nodiscard]] static list ids(const stores::page_of<eval>& page) {
        list all;
        for (const auto& value : page.records) {
            all.push_back(value.run_id);
        }
        return all;
    }

    stores::evals_store evals;
};

TEST_F(evals_test, an_eval_reads_back_as_it_was_saved) {
    eval value = a_test("run-1");
    value.input = "";
    value.metadata = json(R"({"m":[1]})");
    value = ok(evals.save_eval(value));
    EXPECT_EQ(ok(evals.get_eval_by_run_id("run-1")), value);
    EXPECT_EQ(ok(evals.list_evals_by_agent_name("cook")).records, std::vector<eval>{value});
    EXPECT_EQ(ok(evals.get_eval_by_run_id("run-2")), std::nullopt);
}

TEST_F(evals_test, an_eval_saved_again_is_replaced_as_a_whole) {
    ok(evals.save_eval(a_test("run-1", 1)));
    const eval second = ok(evals.save_eval(an_eval("run-1", 2)));
    EXPECT_EQ(ok(evals.get_eval_by_run_id("run-1")), second);
    EXPECT_EQ(raw_items().size(), 1U);
}

TEST_F(evals_test, many_evals_are_saved_and_of_a_run_given_twice_the_last) {
    std::vector<eval> values;
    for (int i = 0; i < 40; ++i) {
        values.push_back(an_eval(fmt::format("run-{:02}", i), i));
    }
    values.push_back(a_test("run-07", 100));
    const auto saved = ok(evals.save_evals(values));
    EXPECT_EQ(saved.size(), 40U);
    EXPECT_EQ(ok(evals.list_evals_by_agent_name("cook")).total, 40);
    EXPECT_EQ(ok(evals.get_eval_by_run_id("run-07")), saved[7]);
    EXPECT_TRUE(saved[7].test_info.has_value());
    EXPECT_TRUE(ok(evals.save_evals({})).empty());
}

TEST_F(evals_test, nothing_is_saved_when_one_is_invalid) {
    for (const char* what : {"no run_id", "no agent_name", "no result"}) {
        std::vector<eval> values{an_eval("good"), an_eval("bad")};
        (std::string_view(what) == "no run_id" ? values[1].run_id : values[1].agent_name).clear();
        values[1].result = std::string_view(what) == "no result" ? json("[]") : values[1].result;
        EXPECT_TRUE(run(evals.save_evals(values)).error().is(store_errc::invalid_argument)) << what;
    }
    std::vector<eval> too_long{an_eval("good"), an_eval("bad")};
    too_long[1].agent_name = noise(2100);
    EXPECT_TRUE(run(evals.save_evals(too_long)).error().is(model_errc::key_too_long));
    EXPECT_TRUE(raw_items().empty());
    EXPECT_TRUE(run(evals.list_evals_by_agent_name("")).error().is(store_errc::invalid_argument));
}

TEST_F(evals_test, a_list_is_newest_first_in_pages_with_totals) {
    std::vector<eval> values;
    for (int i = 0; i < 12; ++i) {
        values.push_back(an_eval(fmt::format("run-{:02}", i), i / 2));  // two of each time
    }
    ok(evals.save_evals(values));
    stores::eval_query query;
    query.paging = {1, 5};
    const auto page = ok(evals.list_evals_by_agent_name("cook", query));
    EXPECT_EQ(ids(page), (list{"run-06", "run-05", "run-04", "run-03", "run-02"}));
    EXPECT_EQ(page.total, 12);
    EXPECT_TRUE(page.has_more);
    EXPECT_TRUE(ok(evals.list_evals_by_agent_name("Cook")).records.empty()) << "case counts";
}

TEST_F(evals_test, tests_are_told_from_live_runs) {
    eval no_path = an_eval("no-path", 3);
    no_path.test_info = json(R"({"testName":"\"testPath\":"})");
    eval null_path = an_eval("null-path", 4);
    null_path.test_info = json(R"({"testPath":null})");
    ok(evals.save_evals({an_eval("live", 1), a_test("test-1", 2), no_path, null_path, a_test("test-2", 5)}));
    stores::eval_query query;
    query.type = stores::eval_type::test;
    query.paging = {0, 1};
    const auto tests = ok(evals.list_evals_by_agent_name("cook", query));
    EXPECT_EQ(ids(tests), list{"test-2"});
    EXPECT_EQ(tests.total, 2);
    EXPECT_TRUE(tests.has_more);
    query.paging = {1, 1};
    EXPECT_EQ(ids(ok(evals.list_evals_by_agent_name("cook", query))), list{"test-1"});
    query.paging = {};
    query.type = stores::eval_type::live;
    EXPECT_EQ(ids(ok(evals.list_evals_by_agent_name("cook", query))), (list{"null-path", "no-path", "live"}));
}

TEST_F(evals_test, a_list_is_restricted_to_a_range_of_time) {
    ok(evals.save_evals({an_eval("a", 1), an_eval("b", 2), an_eval("c", 3), a_test("d", 3)}));
    stores::eval_query query;
    query.created.start = at(2000);
    EXPECT_EQ(ids(ok(evals.list_evals_by_agent_name("cook", query))), (list{"d", "c", "b"}));
    query.created.end = at(3000);
    query.created.end_exclusive = true;
    EXPECT_EQ(ids(ok(evals.list_evals_by_agent_name("cook", query))), list{"b"});
    query.created.start_exclusive = true;
    query.paging = {0, 5};
    EXPECT_EQ(ok(evals.list_evals_by_agent_name("cook", query)).total, 0);
    query.created = {};
    query.created.start = at(3000);
    query.type = stores::eval_type::test;
    EXPECT_EQ(ids(ok(evals.list_evals_by_agent_name("cook", query))), list{"d"});
}

TEST_F(evals_test, lists_go_on_beyond_1_MB) {
    std::vector<eval> values;
    for (int i = 0; i < 30; ++i) {
        values.push_back(an_eval(fmt::format("run-{:02}", i), i));
        values.back().output = noise(40'000, static_cast<unsigned>(i));
    }
    ok(evals.save_evals(values));
    stores::eval_query query;
    query.paging = {0, 2};
    const auto page = ok(evals.list_evals_by_agent_name("cook", query));
    EXPECT_EQ(ids(page), (list{"run-29", "run-28"}));
    EXPECT_EQ(page.total, 30);
    EXPECT_EQ(ok(evals.list_evals_by_agent_name("cook")).records.size(), 30U);
}

TEST_F(evals_test, a_save_that_fails_in_part_says_what_is_saved) {
    std::vector<eval> values{an_eval("small"), an_eval("huge")};
    values[1].test_info = json(fmt::format(R"({{"testPath":"{}"}})", noise(450'000)));
    const auto outcome = run(evals.save_evals(values));
    ASSERT_TRUE(outcome.has_error());
    EXPECT_TRUE(outcome.error().is(store_errc::partly_saved)) << outcome.error().message();
    EXPECT_EQ(outcome.error().detail().saved_ids, list{"small"});
    EXPECT_EQ(outcome.error().detail().unsaved_ids, list{"huge"});
}

// Row 25: expired evals are absent from every read, list and total.
TEST_F(evals_test, row_25_expired_evals_are_gone_from_every_read) {
    const auto mortal = make_evals(with_ttl(stores::entity_kind::eval, 60s, "dies_at"));
    ok(mortal.save_evals({a_test("old", 1), a_test("renewed", 2)}));
    stores::store_options longer;
    longer.lifetime = 1h;
    ok(mortal.save_eval(an_eval("long", 3), longer));
    clock.advance(40s);
    ok(mortal.save_eval(a_test("renewed", 2)));
    clock.advance(30s);
    EXPECT_EQ(ok(mortal.get_eval_by_run_id("old")), std::nullopt);
    stores::eval_query query;
    query.paging = {0, 10};
    EXPECT_EQ(ids(ok(mortal.list_evals_by_agent_name("cook", query))), (list{"long", "renewed"}));
    EXPECT_EQ(ok(mortal.list_evals_by_agent_name("cook", query)).total, 2);
    query.type = stores::eval_type::test;
    EXPECT_EQ(ok(mortal.list_evals_by_agent_name("cook", query)).total, 1);
}

}  // namespace
}  // namespace mastra::test
