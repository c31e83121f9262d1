#include "mastra/core/secret.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <new>
#include <sstream>
#include <type_traits>
#include <vector>

namespace mastra {
namespace {

template <class T>
concept Printable = requires(std::ostream& out, const T& value) {
    out << value;
};

TEST(secret_string, does_not_print_or_convert) {
    EXPECT_FALSE(Printable<secret_string>);
    EXPECT_FALSE((std::is_convertible_v<secret_string, std::string>));
    EXPECT_FALSE((std::is_convertible_v<secret_string, std::string_view>));
}

TEST(secret_string, copies_and_moves_keep_the_text) {
    secret_string a(std::string("short"));
    secret_string b = a;
    EXPECT_EQ(a, b);
    const secret_string c = std::move(b);
    EXPECT_EQ(c.reveal(), "short");
    a = secret_string(std::string(100, 'x'));
    EXPECT_EQ(a.reveal(), std::string(100, 'x'));
    const secret_string& alias = a;
    a = alias;
    EXPECT_EQ(a.reveal().size(), 100U);
    EXPECT_TRUE(secret_string().empty());
}

// A short text lives inside the object, so its bytes can be looked for after the object's end without reading freed
// memory.
TEST(secret_string, leaves_no_bytes_behind) {
    alignas(secret_string) unsigned char memory[sizeof(secret_string)] = {};
    auto* secret = new (memory) secret_string(std::string("hush-hush"));
    secret->~secret_string();
    std::vector<char> left(sizeof memory);
    std::memcpy(left.data(), memory, sizeof memory);
    EXPECT_EQ(std::string_view(left.data(), left.size()).find("hush"), std::string_view::npos);
}

TEST(secret_string, moved_from_object_holds_nothing) {
    secret_string a(std::string("hush-hush"));
    const secret_string b = std::move(a);
    const std::string_view bytes(reinterpret_cast<const char*>(&a), sizeof a);  // NOLINT(bugprone-use-after-move)
    EXPECT_EQ(bytes.find("hush"), std::string_view::npos);
    EXPECT_EQ(b.reveal(), "hush-hush");
}

}  // namespace
}  // namespace mastra
