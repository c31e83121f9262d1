#include "cli/retention_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mastra::cli {
namespace {

using namespace std::chrono_literals;
using stores::age_attribute;
using stores::entity_kind;
using testing::HasSubstr;

TEST(parse_age, takes_a_number_and_a_unit) {
    EXPECT_EQ(parse_age("45s").value(), 45s);
    EXPECT_EQ(parse_age("2m").value(), 120s);
    EXPECT_EQ(parse_age("3h").value(), 3h);
    EXPECT_EQ(parse_age("90d").value(), 90 * 24h);
    EXPECT_EQ(parse_age("2w").value(), 14 * 24h);
    EXPECT_EQ(parse_age("1y").value(), 365 * 24h);
}

TEST(parse_age, refuses_everything_else) {
    for (const char* text :
         {"", "d", "90", "0d", "-1d", "1.5d", "90 d", "90days", "99999999999999999999d", "3000000000y"}) {
        EXPECT_TRUE(parse_age(text).has_error()) << text;
    }
}

TEST(parse_rules, reads_kinds_with_their_ages) {
    const auto rules = parse_rules({"message=90d", "workflow_snapshot=1w"}, age_attribute::updated_at);
    ASSERT_TRUE(rules.has_value());
    ASSERT_EQ(rules->size(), 2U);
    EXPECT_EQ(rules->back().kind, entity_kind::workflow_snapshot);
    EXPECT_EQ(rules->back().keep, 7 * 24h);
    EXPECT_EQ(rules->back().age, age_attribute::updated_at);
}

TEST(parse_rules, says_what_a_rule_is) {
    for (const char* text : {"message", "messages=90d", "=90d", "90d"}) {
        const auto rules = parse_rules({text}, age_attribute::created_at);
        ASSERT_TRUE(rules.has_error()) << text;
        EXPECT_EQ(rules.error().status(), exit_status::invalid_input);
        EXPECT_THAT(rules.error().message(), HasSubstr("KIND=AGE"));
    }
    EXPECT_THAT(parse_rules({"message=soon"}, age_attribute::created_at).error().message(), HasSubstr("90d"));
}

}  // namespace
}  // namespace mastra::cli
