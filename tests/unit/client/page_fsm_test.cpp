#include "client/page_fsm.hpp"

#include <gtest/gtest.h>

namespace mastra::client {
namespace {

const attribute_map first_key{{"pk", "a"}};
const attribute_map second_key{{"pk", "b"}};

TEST(page_fsm, goes_on_from_the_last_key_while_more_is_wanted) {
    page_fsm pages(std::nullopt);
    EXPECT_EQ(std::get<page_fsm::read_from>(pages.resume(first_key, page_step::more)).start, first_key);
    EXPECT_EQ(std::get<page_fsm::read_from>(pages.resume(second_key, page_step::more)).start, second_key);
    EXPECT_FALSE(std::get<page_fsm::finished>(pages.resume(std::nullopt, page_step::more)).next);
}

TEST(page_fsm, tells_where_to_go_on_when_the_reader_has_enough) {
    page_fsm pages(std::nullopt);
    EXPECT_EQ(std::get<page_fsm::finished>(pages.resume(first_key, page_step::enough)).next, first_key);
}

// Else a faulty endpoint would keep us reading for ever.
TEST(page_fsm, fails_when_a_page_ends_where_it_began) {
    page_fsm pages(first_key);
    EXPECT_TRUE(
        std::get<page_fsm::failed>(pages.resume(first_key, page_step::more)).error.is(client_errc::malformed_reply));
}

}  // namespace
}  // namespace mastra::client
