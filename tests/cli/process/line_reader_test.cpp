#include "cli/line_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace mastra::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class temporary_file {
public:
    explicit temporary_file(const std::string& content) {
        const int descriptor = mkstemp(path_.data());
        std::FILE* file = fdopen(descriptor, "wb");
        std::fwrite(content.data(), 1, content.size(), file);
        std::fclose(file);
    }
    ~temporary_file() { unlink(path_.c_str()); }
    temporary_file(const temporary_file&) = delete;
    temporary_file& operator=(const temporary_file&) = delete;
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_ = "/tmp/mastra-line-reader-XXXXXX";
};

std::vector<std::string> lines_of(const std::string& content) {
    const temporary_file file(content);
    outcome<line_reader> reader = line_reader::open(file.path());
    std::vector<std::string> lines;
    for (;;) {
        outcome<line_reader::step> step = reader->next();
        if (step.has_error() || step->status != line_reader::status::line) {
            return lines;
        }
        lines.push_back(step->line);
    }
}

TEST(line_reader, gives_lines_with_and_without_a_line_feed_at_the_end) {
    EXPECT_THAT(lines_of("a\n\nb\n"), ElementsAre("a", "", "b"));
    EXPECT_THAT(lines_of("a\nlast"), ElementsAre("a", "last"));
    EXPECT_THAT(lines_of(""), ElementsAre());
    EXPECT_THAT(lines_of("\n"), ElementsAre(""));
}

TEST(line_reader, joins_lines_that_are_longer_than_one_read) {
    const std::string text(1'000'000, 'x');
    EXPECT_THAT(lines_of(text + "\n" + text), ElementsAre(text, text));
}

TEST(line_reader, refuses_a_line_that_never_ends_and_names_it) {
    const temporary_file file("short\n" + std::string(70 * 1024 * 1024, 'x'));
    outcome<line_reader> reader = line_reader::open(file.path());
    ASSERT_TRUE(reader->next().has_value());
    const auto step = reader->next();
    ASSERT_TRUE(step.has_error());
    EXPECT_THAT(step.error().message(), HasSubstr("line 2 of"));
    EXPECT_EQ(step.error().status(), exit_status::invalid_input);
}

TEST(line_reader, says_why_a_file_cannot_be_read) {
    EXPECT_THAT(line_reader::open("/nonexistent/x").error().message(), HasSubstr("No such file"));
    outcome<line_reader> folder = line_reader::open("/tmp");
    EXPECT_THAT(folder->next().error().message(), HasSubstr("Is a directory"));
}

}  // namespace
}  // namespace mastra::cli
