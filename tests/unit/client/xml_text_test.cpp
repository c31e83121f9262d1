#include "client/credentials/xml_text.hpp"

#include <gtest/gtest.h>

namespace mastra::client {
namespace {

TEST(xml_element_text, finds_the_first_element_with_the_whole_name) {
    EXPECT_EQ(xml_element_text("<a><bc>1</bc><b>2</b><b>3</b></a>", "b"), "2");
    EXPECT_EQ(xml_element_text("<a><b x=\"1\">2</b></a>", "b"), "2");
    EXPECT_EQ(xml_element_text("<b></b>", "b"), "");
}

TEST(xml_element_text, resolves_entities_once) {
    EXPECT_EQ(xml_element_text("<b>&lt;&gt;&quot;&apos;&amp;lt; &x; &</b>", "b"), "<>\"'&lt; &x; &");
}

TEST(xml_element_text, is_empty_for_what_is_missing_or_broken) {
    for (const char* document : {"", "<", "<b", "<b>", "<b>x", "<b>x<", "<b>x</c>", "<b><c>1</c></b>", "<b/>", "b"}) {
        EXPECT_EQ(xml_element_text(document, "b"), "") << document;
    }
}

}  // namespace
}  // namespace mastra::client
