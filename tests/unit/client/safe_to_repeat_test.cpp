#include "mastra/client/detail/safe_to_repeat.hpp"

#include "mastra/protocol/table_operations.hpp"

#include <gtest/gtest.h>

namespace mastra::client::detail {
namespace {

using namespace protocol;

update_item_request update(const std::string& expression) {
    update_item_request request;
    request.update_expression = expression;
    request.substitutions.names = {{"#a", "a"}, {"#b", "b"}};
    return request;
}

TEST(safe_to_repeat, a_put_or_delete_without_condition_that_returns_nothing) {
    EXPECT_TRUE(safe_to_repeat(put_item_request()));
    EXPECT_TRUE(safe_to_repeat(delete_item_request()));
}

TEST(safe_to_repeat, no_write_with_a_condition) {
    put_item_request put;
    put.condition_expression = "attribute_not_exists(pk)";
    EXPECT_FALSE(safe_to_repeat(put));
    delete_item_request erase;
    erase.condition_expression = "attribute_exists(pk)";
    EXPECT_FALSE(safe_to_repeat(erase));
    update_item_request change = update("SET a = :v");
    change.condition_expression = "a = :old";
    EXPECT_FALSE(safe_to_repeat(change));
}

// The second copy would return what the first one wrote.
TEST(safe_to_repeat, no_write_that_returns_the_old_item) {
    put_item_request put;
    put.returned = return_values::all_old;
    EXPECT_FALSE(safe_to_repeat(put));
    update_item_request change = update("SET a = :v");
    change.returned = return_values::updated_old;
    EXPECT_FALSE(safe_to_repeat(change));
    change.returned = return_values::all_new;
    EXPECT_TRUE(safe_to_repeat(change));
}

TEST(safe_to_repeat, an_update_that_sets_and_removes_given_values) {
    for (const char* expression :
         {"SET a = :v", "set #a=:v,#b=:w", "REMOVE a, b", "SET a = :v REMOVE b", "remove b set a = :v",
          "SET a = if_not_exists(a, :v)", "SET a.b = if_not_exists(a.b, :v), c = :w", "SET a = if_not_exists(b, :v)",
          "SET #a = if_not_exists ( #b , :v ), c = :w"}) {
        EXPECT_TRUE(safe_to_repeat(update(expression))) << expression;
    }
}

TEST(safe_to_repeat, no_update_that_adds_appends_counts_or_copies) {
    for (const char* expression :
         {"ADD a :v", "DELETE a :v", "SET a = a + :v", "SET a = :v - :w", "SET a = b", "SET a = list_append(a, :v)",
          "SET a = list_append(if_not_exists(a, :e), :v)", "SET a = if_not_exists(a, :z) + :one", "REMOVE a[0]",
          "SET a[3] = :v", "SET a = :v ADD b :w", "SET a = if_not_exists(b, c)", "SET a = (:v)", "SET", "SET a",
          "SET a =", "SET a = :v,", "nonsense", "SET a = if_not_exists(a"}) {
        EXPECT_FALSE(safe_to_repeat(update(expression))) << expression;
    }
}

// SET a = if_not_exists(b, :v), b = :w gives a = :v the first time and a = :w the second time.
TEST(safe_to_repeat, no_update_that_reads_an_attribute_it_changes) {
    EXPECT_FALSE(safe_to_repeat(update("SET a = if_not_exists(b, :v), b = :w")));
    EXPECT_FALSE(safe_to_repeat(update("SET c = if_not_exists(#b, :v) REMOVE b")));
    EXPECT_FALSE(safe_to_repeat(update("SET a = if_not_exists(b.c, :v), b.d = :w")));
}

TEST(safe_to_repeat, other_requests_are_left_to_the_table_of_operations) {
    EXPECT_FALSE(safe_to_repeat(create_table_request()));
    EXPECT_FALSE(safe_to_repeat(transact_write_items_request()));
}

}  // namespace
}  // namespace mastra::client::detail
