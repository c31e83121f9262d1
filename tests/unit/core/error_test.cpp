#include "mastra/core/error.hpp"

#include "mastra/core/error_detail.hpp"
#include "mastra/core/result.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

namespace mastra {
namespace {

struct error_code_row {
    boost::system::error_code last;
    error_kind told;
};

template <class Member>
void expect_unique(Member member) {
    std::multiset<std::string> seen;
    for (const error_table_row& row : error_table()) {
        std::ostringstream text;
        text << row.*member;
        seen.insert(text.str());
    }
    for (const std::string& text : seen) {
        EXPECT_TRUE(text.empty() || seen.count(text) == 1) << text;
    }
}

TEST(error_table, numbers_names_and_wire_names_are_unique) {
    expect_unique(&error_table_row::number);
    expect_unique(&error_table_row::wire_name);
    std::set<std::string> names;
    for (const error_table_row& row : error_table()) {
        EXPECT_TRUE(names.insert(std::string(row.family) + "." + std::string(row.name)).second) << row.name;
    }
}

TEST(error_table, numbers_ascend_and_stay_in_the_range_of_their_family) {
    const std::vector<std::string_view> families = {"client", "service", "model", "store"};
    EXPECT_TRUE(std::ranges::is_sorted(error_table(), {}, &error_table_row::number));
    for (const error_table_row& row : error_table()) {
        const auto family = std::ranges::find(families, row.family) - families.begin();
        EXPECT_EQ(row.number / 1000, family + 1) << row.name;
    }
}

TEST(error_table, texts_are_one_line_without_a_full_stop) {
    for (const error_table_row& row : error_table()) {
        EXPECT_FALSE(row.text.empty()) << row.name;
        EXPECT_EQ(row.text.find('\n'), std::string_view::npos) << row.name;
        EXPECT_NE(row.text.back(), '.') << row.name;
    }
}

TEST(error_table, every_code_has_its_paragraph_in_the_documentation) {
    const auto root = std::filesystem::path(__FILE__).parent_path() / "../../..";
    std::ifstream file(root / "docs/errors.md");
    const std::string document{std::istreambuf_iterator<char>(file), {}};
    for (const error_table_row& row : error_table()) {
        const std::string heading = "### " + std::to_string(row.number) + " `" + std::string(row.name) + "`\n";
        const auto at = document.find(heading);
        ASSERT_NE(at, std::string::npos) << "docs/errors.md lacks: " << heading;
        const auto end = std::min(document.find("\n#", at + 1), document.size());
        EXPECT_GT(end - at, heading.size() + 40) << "docs/errors.md says nothing about " << row.name;
    }
}

TEST(error, every_code_knows_its_text_and_kind) {
    for (const error_table_row& row : error_table()) {
        const boost::system::error_code code(row.number, mastra_category());
        EXPECT_EQ(code.message(), row.text);
        EXPECT_EQ(kind_of(code), row.kind);
        EXPECT_NE(to_string(row.kind), "unknown");
    }
}

TEST(error, every_wire_name_finds_its_code) {
    for (const error_table_row& row : error_table()) {
        if (!row.wire_name.empty()) {
            EXPECT_EQ(static_cast<int>(service_errc_of(row.wire_name)), row.number) << row.wire_name;
        }
    }
    EXPECT_EQ(service_errc_of("Throttling"), service_errc::throttling);
    EXPECT_EQ(service_errc_of("InternalServerErrorException"), service_errc::internal_server_error);
    EXPECT_EQ(service_errc_of("ServiceUnavailableException"), service_errc::service_unavailable);
    EXPECT_EQ(service_errc_of("SomethingNew"), service_errc::unknown_service_error);
    EXPECT_EQ(service_errc_of(""), service_errc::unknown_service_error);
}

TEST(error, codes_of_other_origins_are_transient) {
    EXPECT_EQ(kind_of(make_error_code(boost::system::errc::timed_out)), error_kind::transient);
    EXPECT_EQ(error(boost::system::errc::make_error_code(boost::system::errc::timed_out)).kind(),
              error_kind::transient);
    EXPECT_EQ(boost::system::error_code(9999, mastra_category()).message(), "unknown error 9999");
}

TEST(error, message_joins_contexts_table_text_and_specific_message) {
    const error plain = store_errc::thread_not_found;
    EXPECT_EQ(plain.message(), "the thread does not exist");
    const error specific(store_errc::thread_not_found, "t1");
    EXPECT_EQ(specific.message(), "the thread does not exist: t1");
    EXPECT_EQ(specific.with_context("updating thread t1").with_context("command").message(),
              "command: updating thread t1: the thread does not exist: t1");
    EXPECT_EQ(specific.specific(), "t1");
}

TEST(error, message_does_not_say_the_same_twice) {
    EXPECT_EQ(error(store_errc::thread_not_found, "the thread does not exist").message(), "the thread does not exist");
}

TEST(error, is_compares_codes_and_kinds) {
    const error e = service_errc::throttling;
    EXPECT_TRUE(e.is(service_errc::throttling));
    EXPECT_FALSE(e.is(client_errc::queue_full));
    EXPECT_TRUE(e.is(error_kind::throttled));
}

TEST(error, detail_is_shared_by_copies_and_never_null) {
    EXPECT_EQ(error().detail().attempts, 0);
    error_detail detail;
    detail.operation = "GetItem";
    detail.attempts = 3;
    const error e = error(service_errc::throttling).with_detail(detail).with_context("reading");
    EXPECT_EQ(e.detail().attempts, 3);
    EXPECT_EQ(&error(e).detail(), &e.detail());
}

TEST(error, after_a_lost_reply_only_what_settles_the_outcome_stays) {
    for (const error_code_row row : {error_code_row{service_errc::access_denied, error_kind::outcome_unknown},
                                     {client_errc::deadline_exceeded, error_kind::outcome_unknown},
                                     {client_errc::outcome_unknown, error_kind::outcome_unknown},
                                     {service_errc::conditional_check_failed, error_kind::condition_failed},
                                     {client_errc::cancelled, error_kind::cancelled}}) {
        error_detail detail;
        detail.attempts = 2;
        const error told = after_lost_reply(error(row.last, "why").with_detail(detail));
        EXPECT_EQ(told.kind(), row.told) << told.message();
        EXPECT_NE(told.message().find("why"), std::string::npos) << told.message();
        EXPECT_EQ(told.detail().attempts, 2);
    }
}

TEST(result, value_of_an_error_throws_the_error) {
    const result<int> failed = error(store_errc::thread_not_found, "t1");
    try {
        (void)failed.value();
        FAIL() << "no exception";
    } catch (const exception& e) {
        EXPECT_TRUE(e.error().is(store_errc::thread_not_found));
        EXPECT_NE(std::string(e.what()).find("the thread does not exist: t1"), std::string::npos);
    }
}

}  // namespace
}  // namespace mastra
