#include "cli/list_options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mastra::cli {
namespace {

using testing::HasSubstr;

TEST(parse_metadata, takes_json_scalars_as_such_and_everything_else_as_a_string) {
    const auto matches =
        parse_metadata({"lang=en", "n=3", "on=true", "none=null", "text=\"3\"", "list=[1]", "eq=a=b", "empty="});
    ASSERT_TRUE(matches.has_value());
    const std::pair<const char*, const char*> expected[] = {{"lang", "\"en\""}, {"n", "3"},        {"on", "true"},
                                                            {"none", "null"},   {"text", "\"3\""}, {"list", "\"[1]\""},
                                                            {"eq", "\"a=b\""},  {"empty", "\"\""}};
    ASSERT_EQ(matches->size(), std::size(expected));
    for (std::size_t i = 0; i < matches->size(); ++i) {
        EXPECT_EQ((*matches)[i].key, expected[i].first);
        EXPECT_EQ((*matches)[i].value.text(), expected[i].second);
    }
}

TEST(parse_metadata, refuses_text_without_a_key) {
    EXPECT_THAT(parse_metadata({"lang"}).error().message(), HasSubstr("`lang` is not KEY=VALUE"));
    EXPECT_THAT(parse_metadata({"=x"}).error().message(), HasSubstr("is not KEY=VALUE"));
}

// Ids may hold colons, so the numbers are taken from the end.
TEST(parse_includes, reads_ids_with_and_without_neighbours) {
    const auto includes = parse_includes({"m-1", "m-2:1:2", "a:b:3:4", "urn:x"});
    ASSERT_TRUE(includes.has_value());
    ASSERT_EQ(includes->size(), 4U);
    EXPECT_EQ((*includes)[0].id, "m-1");
    EXPECT_EQ((*includes)[0].previous, 0);
    EXPECT_EQ((*includes)[1].previous, 1);
    EXPECT_EQ((*includes)[1].next, 2);
    EXPECT_EQ((*includes)[2].id, "a:b");
    EXPECT_EQ((*includes)[2].previous, 3);
    EXPECT_EQ((*includes)[3].id, "urn:x");
}

TEST(parse_includes, refuses_half_a_window_and_an_empty_id) {
    EXPECT_THAT(parse_includes({"m:3"}).error().message(), HasSubstr("is not ID or ID:PREVIOUS:NEXT"));
    EXPECT_THAT(parse_includes({":1:2"}).error().message(), HasSubstr("id is empty"));
}

TEST(parse_range, reads_times_and_leaves_open_ends_open) {
    const auto range = parse_range("2026-01-01", "");
    ASSERT_TRUE(range.has_value());
    EXPECT_EQ(to_iso_string(*range->start), "2026-01-01T00:00:00.000Z");
    EXPECT_FALSE(range->end);
    EXPECT_THAT(parse_range("", "soon").error().message(), HasSubstr("--to"));
}

TEST(paging_options, mean_everything_with_all) {
    CLI::App app;
    paging_options paging(40);
    paging.declare(app);
    app.parse("--all");
    EXPECT_EQ(paging.value().page, 0);
    EXPECT_FALSE(paging.value().per_page);
}

TEST(order_options, keep_the_fallback_until_told_otherwise) {
    CLI::App app;
    order_options order(stores::sort_direction::descending);
    order.declare(app);
    app.parse("--order-by updatedAt");
    EXPECT_EQ(order.value().field, stores::sort_field::updated_at);
    EXPECT_EQ(order.value().direction, stores::sort_direction::descending);
    app.parse("--ascending");
    EXPECT_EQ(order.value().direction, stores::sort_direction::ascending);
}

}  // namespace
}  // namespace mastra::cli
