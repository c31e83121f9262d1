#include "client/aws_config_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace mastra::client {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

aws_config parse(std::string_view text, config_file_kind kind = config_file_kind::config) {
    aws_config config;
    const result<void> parsed = parse_config_file(text, kind, "config", config);
    EXPECT_TRUE(parsed.has_value()) << parsed.error().message();
    return config;
}

std::string error_of(std::string_view text, config_file_kind kind = config_file_kind::config) {
    aws_config config;
    const result<void> parsed = parse_config_file(text, kind, "/home/ada/.aws/config", config);
    EXPECT_TRUE(parsed.has_error());
    return parsed.has_error() ? parsed.error().message() : std::string();
}

TEST(aws_config_file, reads_profiles_sessions_and_services) {
    const aws_config config = parse(
        "[default]\nregion = eu-west-1\n\n[profile dev]\nregion=us-east-1\n[sso-session corp]\nsso_region = "
        "eu-north-1\n"
        "[services local]\ndynamodb =\n  endpoint_url = http://localhost:8000\n  other = x\ns3 =\n  endpoint_url = "
        "y\n");
    EXPECT_EQ(setting(*config.profile("default"), "region"), "eu-west-1");
    EXPECT_EQ(setting(*config.profile("dev"), "region"), "us-east-1");
    EXPECT_EQ(config.sso_sessions.at("corp").at("sso_region"), "eu-north-1");
    EXPECT_EQ(config.services.at("local").at("dynamodb.endpoint_url"), "http://localhost:8000");
    EXPECT_EQ(config.services.at("local").at("dynamodb.other"), "x");
    EXPECT_EQ(config.services.at("local").at("s3.endpoint_url"), "y");
}

TEST(aws_config_file, names_profiles_of_the_credentials_file_without_a_prefix) {
    const aws_config config = parse("[dev]\naws_access_key_id = AKID\n", config_file_kind::credentials);
    EXPECT_EQ(config.profile("dev")->at("aws_access_key_id"), "AKID");
    EXPECT_EQ(config.profile("other"), nullptr);
}

TEST(aws_config_file, ignores_sections_that_are_not_ours) {
    const aws_config config = parse("[plugins]\ncli_legacy = x\n  more\n[profile]\na = b\n[dev]\nregion = r\n");
    EXPECT_TRUE(config.profiles.empty());
}

TEST(aws_config_file, takes_names_of_settings_in_any_case_and_of_profiles_as_they_are) {
    const aws_config config = parse("[profile Dev]\nRegion = EU\n");
    EXPECT_EQ(config.profile("dev"), nullptr);
    EXPECT_EQ(config.profile("Dev")->at("region"), "EU");
}

TEST(aws_config_file, drops_comments_but_not_hashes_inside_values) {
    const aws_config config = parse(
        "# first\n; second\n[profile a] # why\nkey = v#1;x # comment\nother = v ; comment\n  # indented\nlast = z\n");
    EXPECT_EQ(config.profile("a")->at("key"), "v#1;x");
    EXPECT_EQ(config.profile("a")->at("other"), "v");
    EXPECT_EQ(config.profile("a")->at("last"), "z");
}

TEST(aws_config_file, joins_continuation_lines) {
    const aws_config config = parse("[profile a]\nkey = one\n  two\n\tthree\nnext = n\n");
    EXPECT_EQ(config.profile("a")->at("key"), "one\ntwo\nthree");
    EXPECT_EQ(config.profile("a")->at("next"), "n");
}

TEST(aws_config_file, keeps_the_last_of_a_setting_given_twice_and_merges_sections) {
    const aws_config config = parse("[profile a]\nx = 1\nx = 2\n[profile a]\ny = 3\n");
    EXPECT_EQ(config.profile("a")->at("x"), "2");
    EXPECT_EQ(config.profile("a")->at("y"), "3");
}

TEST(aws_config_file, understands_quoted_names_windows_line_ends_and_a_byte_order_mark) {
    const aws_config config = parse("\xEF\xBB\xBF[profile \"my team\"]\r\nregion = eu-west-1\r\n");
    EXPECT_EQ(config.profile("my team")->at("region"), "eu-west-1");
}

TEST(aws_config_file, treats_an_empty_value_as_absent) {
    const aws_config config = parse("[profile a]\nregion =\n");
    EXPECT_EQ(setting(*config.profile("a"), "region"), std::nullopt);
}

struct broken_file {
    std::string text;
    std::string line;
    std::string reason;
};
class broken_config_file : public testing::TestWithParam<broken_file> {};

// A person has to find the place: the message has the file and the line.
TEST_P(broken_config_file, names_the_line_and_the_reason) {
    const std::string message = error_of(GetParam().text);
    EXPECT_THAT(message, HasSubstr("/home/ada/.aws/config, line " + GetParam().line + ": "));
    EXPECT_THAT(message, HasSubstr(GetParam().reason));
}
INSTANTIATE_TEST_SUITE_P(each, broken_config_file,
                         testing::Values(broken_file{"[profile a\n", "1", "closing ']'"},
                                         broken_file{"[profile a] x\n", "1", "alone on its line"},
                                         broken_file{"\n[ ]\n", "2", "no name"},
                                         broken_file{"region = x\n", "1", "before the first [section]"},
                                         broken_file{"[profile a]\n\nnonsense\n", "3", "expected 'name = value'"},
                                         broken_file{"[profile a]\n= x\n", "2", "no name"},
                                         broken_file{"[profile a]\ns3 =\n  nonsense\n", "3", "expected 'name = value'"},
                                         broken_file{std::string("[profile a]\nx = \0y\n", 18), "2", "not text"},
                                         broken_file{"[profile a]\nx = " + std::string(70'000, 'y'), "2", "64 KiB"}));

TEST(aws_config_file, refuses_more_lines_than_any_configuration_has) {
    EXPECT_THAT(error_of(std::string(100'001, '\n')), HasSubstr("100,000 lines"));
}

// A typing error beside a key must not carry the key into a log.
TEST(aws_config_file, never_repeats_a_line_in_an_error) {
    EXPECT_THAT(error_of("[default]\naws_secret_access_key CANARY-SECRET\n"), Not(HasSubstr("CANARY")));
}

}  // namespace
}  // namespace mastra::client
