#include "mastra/protocol/wire.hpp"

#include "request_of.hpp"

#include <gtest/gtest.h>

namespace mastra::protocol {
namespace {

TEST(operation_info, every_operation_has_its_row_of_the_table) {
#define MASTRA_OPERATION(name, WireName, safety_, kind_)                 \
    EXPECT_EQ(info_of(name##_request{}).wire_name, #WireName);           \
    EXPECT_EQ(info_of(name##_request{}).safety, repeat_safety::safety_); \
    EXPECT_EQ(info_of(name##_request{}).kind, operation_kind::kind_);    \
    static_assert(operation_request<name##_request>);
#include "mastra/protocol/operation_table.def"
#undef MASTRA_OPERATION
}

TEST(table_name_of, is_the_table_of_a_simple_request) {
    EXPECT_EQ(table_name_of(request_of<get_item_request>([](auto& r) { r.table_name = "t"; })), "t");
    EXPECT_EQ(table_name_of(request_of<describe_table_request>([](auto& r) { r.table_name = "t"; })), "t");
    EXPECT_EQ(table_name_of(list_tables_request{}), "");
}

TEST(table_name_of, is_the_first_table_of_a_batch_or_transaction) {
    EXPECT_EQ(table_name_of(request_of<batch_get_item_request>([](auto& r) {
                  r.request_items = {{"b", {}}, {"a", {}}};
              })),
              "a");
    EXPECT_EQ(table_name_of(batch_write_item_request{}), "");
    EXPECT_EQ(table_name_of(request_of<transact_get_items_request>([](auto& r) { r.gets = {{.table_name = "g"}}; })),
              "g");
    EXPECT_EQ(table_name_of(transact_get_items_request{}), "");
    EXPECT_EQ(table_name_of(request_of<transact_write_items_request>([](auto& r) {
                  r.writes = {request_of<delete_item_request>([](auto& part) { part.table_name = "d"; })};
              })),
              "d");
    EXPECT_EQ(table_name_of(transact_write_items_request{}), "");
}

}  // namespace
}  // namespace mastra::protocol
