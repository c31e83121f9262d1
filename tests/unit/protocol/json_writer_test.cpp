#include "protocol/json_writer.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace mastra::protocol {
namespace {

std::string everything(std::size_t expected_bytes) {
    json_writer out(expected_bytes);
    out.begin_object();
    out.name("Count");
    out.integer(-12);
    out.free_name("a \"name\"");
    out.begin_array();
    out.string("plain");
    out.string("line\nend");
    out.string("");
    out.plain_string("1.5");
    out.base64(std::string("\x00\xff", 2));
    out.boolean(true);
    out.boolean(false);
    out.begin_object();
    out.end_object();
    out.end_array();
    out.name("Last");
    out.string(std::string(300, 'x'));
    out.end_object();
    return std::move(out).release();
}

TEST(json_writer, writes_the_same_whatever_was_expected) {
    const std::string text =
        "{\"Count\":-12,\"a \\\"name\\\"\":[\"plain\",\"line\\nend\",\"\",\"1.5\",\"AP8=\",true,false,{}],\"Last\":\"" +
        std::string(300, 'x') + "\"}";
    for (std::size_t expected_bytes = 0; expected_bytes <= 2 * text.size(); ++expected_bytes) {
        ASSERT_EQ(everything(expected_bytes), text) << expected_bytes;
    }
}

TEST(json_writer, that_wrote_nothing_gives_nothing) {
    EXPECT_EQ(json_writer(100).release(), "");
}

}  // namespace
}  // namespace mastra::protocol
