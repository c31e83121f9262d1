#include "cli/output.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

namespace mastra::cli {
namespace {

using testing::HasSubstr;

// A full disk must not look like success.
TEST(output, that_does_not_fit_is_an_error) {
    std::FILE* full = std::fopen("/dev/full", "wb");
    output out(full);
    out.write("lost");
    const outcome<void> flushed = out.flush();
    ASSERT_TRUE(flushed.has_error());
    EXPECT_EQ(flushed.error().status(), exit_status::output_failed);
    EXPECT_THAT(flushed.error().message(), HasSubstr("No space left"));
    EXPECT_FALSE(out.reader_gone());
    std::fclose(full);
}

// `... | head` is no fault of anybody: the program ends without a word.
TEST(output, knows_when_its_reader_has_gone) {
    std::signal(SIGPIPE, SIG_IGN);
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    close(ends[0]);
    std::FILE* pipe_end = fdopen(ends[1], "wb");
    output out(pipe_end);
    out.write("nobody reads this");
    EXPECT_TRUE(out.flush().has_error());
    EXPECT_TRUE(out.failed());
    EXPECT_TRUE(out.reader_gone());
    std::fclose(pipe_end);
}

}  // namespace
}  // namespace mastra::cli
