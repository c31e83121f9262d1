#include "client/region.hpp"

#include "fake_environment.hpp"

#include <gtest/gtest.h>

#include <string>

namespace mastra::client {
namespace {

using test::config_path;
using test::fake_machine;
using test::settings_of;

fake_machine machine_with_everything() {
    return {{{"AWS_REGION", "eu-west-1"}, {"AWS_DEFAULT_REGION", "eu-west-2"}},
            {{config_path, "[default]\nregion = eu-west-3\n[profile dev]\nregion = us-east-2\n"}}};
}

std::string region_of(const std::string& configured, const fake_machine& machine, std::string profile = {}) {
    return resolve_region(configured, *settings_of(machine, std::move(profile))).value();
}

TEST(region, comes_from_code_then_variables_then_the_profile) {
    fake_machine machine = machine_with_everything();
    EXPECT_EQ(region_of("ap-south-1", machine), "ap-south-1");
    EXPECT_EQ(region_of("", machine), "eu-west-1");
    machine.variables.erase("AWS_REGION");
    EXPECT_EQ(region_of("", machine), "eu-west-2");
    machine.variables.erase("AWS_DEFAULT_REGION");
    EXPECT_EQ(region_of("", machine), "eu-west-3");
    EXPECT_EQ(region_of("", machine, "dev"), "us-east-2");
    machine.variables["AWS_PROFILE"] = "dev";
    EXPECT_EQ(region_of("", machine), "us-east-2");
}

TEST(region, is_an_error_when_nobody_names_one) {
    EXPECT_TRUE(resolve_region("", *settings_of({})).error().is(client_errc::no_region));
}

// The region becomes part of the host name that signed requests go to.
TEST(region, refuses_text_that_would_change_the_host) {
    for (const char* hostile :
         {"x.evil.com/", "eu-west-1.evil.com", "eu west", "-eu", "eu-", "EU-WEST-1", "a@b", "a#", "\r\nHost: x"}) {
        EXPECT_TRUE(resolve_region(hostile, *settings_of({})).error().is(client_errc::invalid_configuration))
            << hostile;
    }
    EXPECT_TRUE(resolve_region(std::string(64, 'a'), *settings_of({})).has_error());
}

TEST(region, does_not_open_the_files_when_a_variable_has_it) {
    fake_machine machine{{{"AWS_REGION", "eu-west-1"}}, {{config_path, "broken"}}};
    EXPECT_EQ(region_of("", machine), "eu-west-1");
    machine.variables.clear();
    EXPECT_TRUE(resolve_region("", *settings_of(machine)).error().is(client_errc::config_file_invalid));
}

TEST(aws_settings, finds_the_files_where_variables_say) {
    const fake_machine machine{
        {{"AWS_CONFIG_FILE", "~/other"}, {"AWS_SHARED_CREDENTIALS_FILE", "/keys"}},
        {{"/home/ada/other", "[default]\nregion = eu-west-1\n"}, {"/keys", "[default]\nx = y\n"}}};
    const auto settings = settings_of(machine);
    EXPECT_EQ(settings->profile_setting("region").value(), "eu-west-1");
    EXPECT_EQ(settings->profile_setting("x").value(), "y");
}

TEST(aws_settings, lets_the_credentials_file_win_over_the_config_file) {
    const fake_machine machine{{},
                               {{config_path, "[default]\naws_access_key_id = A\n"},
                                {test::credentials_path, "[default]\naws_access_key_id = B\n"}}};
    EXPECT_EQ(settings_of(machine)->profile_setting("aws_access_key_id").value(), "B");
}

TEST(aws_settings, treats_an_empty_variable_as_unset) {
    EXPECT_EQ(settings_of({{{"AWS_PROFILE", ""}}, {}})->profile_name(), "default");
    EXPECT_EQ(settings_of({{{"AWS_DEFAULT_PROFILE", "old"}}, {}})->profile_name(), "old");
}

TEST(environment, takes_true_in_any_case_and_nothing_else_for_a_switch) {
    EXPECT_TRUE(is_true("true") && is_true("True") && is_true("TRUE"));
    EXPECT_FALSE(is_true("") || is_true("1") || is_true("yes") || is_true("truee"));
}

}  // namespace
}  // namespace mastra::client
