#include "mastra/stores/table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace mastra::stores {

static void PrintTo(const table_fault& fault, std::ostream* out) {
    *out << fault.what << " -> " << fault.fix;
}

namespace {

using protocol::projection_type;
using protocol::scalar_type;
using protocol::table_description;
using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

/// What DescribeTable says of a table that was created with table_definition.
table_description healthy_table() {
    const protocol::create_table_request request = table_definition("memory");
    table_description table;
    table.table_name = request.table_name;
    table.status = "ACTIVE";
    table.attributes = request.attributes;
    table.keys = request.keys;
    for (const auto& wanted : request.global_secondary_indexes) {
        protocol::index_description index;
        index.index_name = wanted.index_name;
        index.keys = wanted.keys;
        index.projection = wanted.projection;
        index.status = "ACTIVE";
        table.global_secondary_indexes.push_back(index);
    }
    return table;
}

protocol::index_description& index_of(table_description& table, std::size_t number) {
    return table.global_secondary_indexes.at(number - 1);
}

void set_type(table_description& table, const std::string& attribute, scalar_type type) {
    for (auto& definition : table.attributes) {
        if (definition.name == attribute) {
            definition.type = type;
        }
    }
}

// The layout is a contract with tables that other programs made: pin every name.
TEST(table_definition, has_string_keys_and_seven_full_indexes_on_demand) {
    const auto request = table_definition("memory");
    EXPECT_EQ(request.table_name, "memory");
    EXPECT_EQ(request.billing_mode, protocol::billing_mode::pay_per_request);
    EXPECT_EQ(request.keys, (protocol::key_schema{"pk", "sk"}));
    ASSERT_EQ(request.global_secondary_indexes.size(), 7U);
    for (std::size_t i = 0; i < 7; ++i) {
        const auto& index = request.global_secondary_indexes[i];
        const std::string name = "gsi" + std::to_string(i + 1);
        EXPECT_EQ(index.index_name, name);
        EXPECT_EQ(index.keys, (protocol::key_schema{name + "pk", name + "sk"}));
        EXPECT_EQ(index.projection.type, projection_type::all);
        EXPECT_FALSE(index.throughput);
    }
}

// DynamoDB refuses a table whose definitions differ from the attributes that its keys use.
TEST(table_definition, defines_each_key_attribute_once_as_a_string) {
    const auto request = table_definition("memory");
    ASSERT_EQ(request.attributes.size(), 16U);
    for (const auto& attribute : request.attributes) {
        EXPECT_EQ(attribute.type, scalar_type::string) << attribute.name;
    }
    EXPECT_EQ(request.attributes.front().name, "pk");
    EXPECT_EQ(request.attributes.back().name, "gsi7sk");
}

TEST(verify_table, finds_nothing_wrong_with_what_table_definition_creates) {
    EXPECT_THAT(verify_table(healthy_table()), IsEmpty());
}

// Tables that carry more than the stores need are common: other indexes, streams, provisioned billing.
TEST(verify_table, accepts_more_indexes_and_attributes_and_provisioned_billing) {
    table_description table = healthy_table();
    protocol::index_description extra = index_of(table, 1);
    extra.index_name = "by_tenant";
    extra.keys = {"tenant", std::nullopt};
    extra.projection.type = projection_type::keys_only;
    table.global_secondary_indexes.push_back(extra);
    table.attributes.push_back({"tenant", scalar_type::number});
    table.billing_mode = protocol::billing_mode::provisioned;
    EXPECT_THAT(verify_table(table), IsEmpty());
}

// A table or an index that is being changed still answers.
TEST(verify_table, accepts_a_table_that_is_updating) {
    table_description table = healthy_table();
    table.status = "UPDATING";
    index_of(table, 2).status = "UPDATING";
    EXPECT_THAT(verify_table(table), IsEmpty());
}

struct planted_fault {
    const char* name;
    std::function<void(table_description&)> plant;
    std::string what;  ///< part of the fault's text
    std::string fix;   ///< part of its fix
};

class planted_faults : public testing::TestWithParam<planted_fault> {};

// Every way in which a table can be wrong is named, alone, with what to do about it.
TEST_P(planted_faults, is_the_only_one_found_and_comes_with_its_fix) {
    table_description table = healthy_table();
    GetParam().plant(table);
    EXPECT_THAT(verify_table(table), ElementsAre(AllOf(Field(&table_fault::what, HasSubstr(GetParam().what)),
                                                       Field(&table_fault::fix, HasSubstr(GetParam().fix)),
                                                       Field(&table_fault::fatal, true))));
}

const planted_fault faults[] = {
    {"partition_key_name", [](auto& t) { t.keys.partition_key = "id"; },
     "partition key of the table is id; it must be pk", "create a new table and copy"},
    {"sort_key_name", [](auto& t) { t.keys.sort_key = "range"; }, "sort key of the table is range; it must be sk",
     "create a new table and copy"},
    {"sort_key_absent", [](auto& t) { t.keys.sort_key.reset(); }, "the table has no sort key; it must be sk",
     "create a new table and copy"},
    {"partition_key_type", [](auto& t) { set_type(t, "pk", scalar_type::number); },
     "partition key pk of the table is a number", "create a new table and copy"},
    {"sort_key_type", [](auto& t) { set_type(t, "sk", scalar_type::binary); }, "sort key sk of the table is binary",
     "create a new table and copy"},
    {"table_creating", [](auto& t) { t.status = "CREATING"; }, "the table is CREATING",
     "wait until the table is ACTIVE"},
    {"table_deleting", [](auto& t) { t.status = "DELETING"; }, "the table is DELETING", "wait until the table is gone"},
    {"table_key_lost", [](auto& t) { t.status = "INACCESSIBLE_ENCRYPTION_CREDENTIALS"; },
     "the table is INACCESSIBLE_ENCRYPTION_CREDENTIALS", "KMS key"},
    {"table_archived", [](auto& t) { t.status = "ARCHIVED"; }, "the table is ARCHIVED", "restore the table"},
    {"first_index_missing", [](auto& t) { t.global_secondary_indexes.erase(t.global_secondary_indexes.begin()); },
     "index gsi1 is missing (threads of a resource",
     "create the global secondary index gsi1 with the keys gsi1pk and gsi1sk"},
    {"last_index_missing", [](auto& t) { t.global_secondary_indexes.pop_back(); },
     "index gsi7 is missing (scores of a span",
     "create the global secondary index gsi7 with the keys gsi7pk and gsi7sk"},
    {"index_is_local",
     [](auto& t) {
         t.local_secondary_indexes.push_back(t.global_secondary_indexes[2]);
         t.global_secondary_indexes.erase(t.global_secondary_indexes.begin() + 2);
     },
     "index gsi3 is a local index", "create a new table"},
    {"index_partition_key_name", [](auto& t) { index_of(t, 4).keys.partition_key = "gsi4"; },
     "partition key of index gsi4 is gsi4; it must be gsi4pk",
     "delete the index and create it again with the keys gsi4pk"},
    {"index_sort_key_name", [](auto& t) { index_of(t, 5).keys.sort_key = "sk"; },
     "sort key of index gsi5 is sk; it must be gsi5sk", "delete the index and create it again"},
    {"index_sort_key_absent", [](auto& t) { index_of(t, 6).keys.sort_key.reset(); },
     "index gsi6 has no sort key; it must be gsi6sk", "delete the index and create it again"},
    {"index_key_type", [](auto& t) { set_type(t, "gsi2sk", scalar_type::number); },
     "sort key gsi2sk of index gsi2 is a number", "delete the index and create it again"},
    {"index_keys_only", [](auto& t) { index_of(t, 1).projection.type = projection_type::keys_only; },
     "index gsi1 projects only the keys", "projecting all attributes"},
    {"index_partial",
     [](auto& t) {
         index_of(t, 1).projection = {projection_type::include, {"id"}};
     },
     "index gsi1 projects only some attributes", "projecting all attributes"},
    {"index_creating", [](auto& t) { index_of(t, 7).status = "CREATING"; }, "index gsi7 is CREATING",
     "wait until the index is ACTIVE"},
    {"index_deleting", [](auto& t) { index_of(t, 7).status = "DELETING"; }, "index gsi7 is DELETING",
     "wait until the index is gone"},
};
INSTANTIATE_TEST_SUITE_P(verify_table, planted_faults, testing::ValuesIn(faults),
                         [](const auto& fault) { return std::string(fault.param.name); });

// A table made for another program shows all that is wrong in one go.
TEST(verify_table, lists_every_fault_of_a_foreign_table) {
    table_description table;
    table.status = "ACTIVE";
    table.keys = {"id", std::nullopt};
    table.attributes = {{"id", scalar_type::string}};
    EXPECT_EQ(verify_table(table).size(), 9U);
}

}  // namespace
}  // namespace mastra::stores
