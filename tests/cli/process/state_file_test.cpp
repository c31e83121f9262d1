#include "cli/state_file.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace mastra::cli {
namespace {

class state_files : public testing::Test {
protected:
    state_files() {
        std::string pattern = (std::filesystem::temp_directory_path() / "mastra-state-XXXXXX").string();
        folder = mkdtemp(pattern.data());
    }
    ~state_files() override { std::filesystem::remove_all(folder); }
    [[nodiscard]] std::string name() const { return folder / "state"; }

    std::filesystem::path folder;
};

TEST_F(state_files, give_back_the_last_state_and_vanish_at_the_end) {
    const state_file file(name());
    EXPECT_EQ(file.load().value(), "");
    ASSERT_TRUE(file.save("one").has_value());
    ASSERT_TRUE(file.save("two").has_value());
    EXPECT_EQ(file.load().value(), "two");
    ASSERT_TRUE(file.save("").has_value());
    EXPECT_TRUE(std::filesystem::is_empty(folder));
    ASSERT_TRUE(file.save("").has_value());
}

TEST_F(state_files, without_a_name_keep_nothing) {
    const state_file file("");
    EXPECT_TRUE(file.save("one").has_value());
    EXPECT_EQ(file.load().value(), "");
}

TEST_F(state_files, that_cannot_be_written_or_read_say_so) {
    EXPECT_EQ(state_file((folder / "no" / "state").string()).save("one").error().status(), exit_status::output_failed);
    std::ofstream(name()).close();
    EXPECT_EQ(state_file(name()).load().error().status(), exit_status::invalid_input);
}

}  // namespace
}  // namespace mastra::cli
