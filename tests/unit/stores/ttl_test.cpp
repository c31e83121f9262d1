#include "mastra/stores/ttl.hpp"

#include <gtest/gtest.h>

namespace mastra::stores {
namespace {

using namespace std::chrono_literals;

constexpr timestamp now{std::chrono::milliseconds(1'767'225'600'900)};  // 2026-01-01T00:00:00.900Z
constexpr std::int64_t now_seconds = 1'767'225'600;

ttl_config messages_expire_after(std::chrono::seconds lifetime) {
    ttl_config config;
    config.set(entity_kind::message, ttl_rule{true, "expiresAt", lifetime}).value();
    return config;
}

TEST(entity_kind, names_lead_back_to_their_kinds) {
    for (std::size_t i = 0; i < entity_kind_count; ++i) {
        const auto kind = static_cast<entity_kind>(i);
        EXPECT_EQ(entity_kind_named(to_string(kind)), kind);
    }
    EXPECT_EQ(entity_kind_named("threads"), std::nullopt);
    EXPECT_EQ(entity_kind_named(""), std::nullopt);
}

TEST(calculate_ttl, is_the_second_of_writing_plus_the_lifetime) {
    const ttl_config config = messages_expire_after(60s);
    EXPECT_EQ(calculate_ttl(entity_kind::message, config, now).value(), now_seconds + 60);
    EXPECT_EQ(calculate_ttl(entity_kind::message, config, now, 5s).value(), now_seconds + 5);
    EXPECT_EQ(calculate_ttl(entity_kind::thread, config, now).value(), std::nullopt);
    EXPECT_EQ(calculate_ttl(entity_kind::thread, config, now, 5s).value(), std::nullopt) << "the kind does not expire";
    EXPECT_EQ(calculate_ttl(entity_kind::message, messages_expire_after(0s), now).value(), std::nullopt);
}

TEST(calculate_ttl, refuses_what_can_only_be_milliseconds) {
    const ttl_config config = messages_expire_after(60s);
    EXPECT_TRUE(calculate_ttl(entity_kind::message, config, now, 2'592'000'000s).error().is(store_errc::invalid_ttl));
    EXPECT_TRUE(calculate_ttl(entity_kind::message, config, now, -1s).error().is(store_errc::invalid_ttl));
}

TEST(ttl_config, refuses_rules_that_cannot_be_meant) {
    ttl_config config;
    EXPECT_TRUE(config.set(entity_kind::score, ttl_rule{true, "", 60s}).error().is(store_errc::invalid_ttl));
    EXPECT_TRUE(
        config.set(entity_kind::score, ttl_rule{true, "ttl", 2'592'000'000s}).error().is(store_errc::invalid_ttl));
    EXPECT_FALSE(is_ttl_enabled(entity_kind::score, config)) << "a refused rule changes nothing";
}

TEST(ttl_config, messages_that_follow_threads_outlive_them_by_half) {
    ttl_config config = messages_expire_after(60s);
    config.set(entity_kind::thread, ttl_rule{true, "ttl", 100s}).value();
    EXPECT_EQ(calculate_ttl(entity_kind::message, config, now).value(), now_seconds + 60);
    config.let_messages_follow_threads();
    EXPECT_EQ(ttl_attribute_name(entity_kind::message, config), "ttl");
    EXPECT_EQ(calculate_ttl(entity_kind::thread, config, now).value(), now_seconds + 100);
    EXPECT_EQ(calculate_ttl(entity_kind::message, config, now).value(), now_seconds + 150);
    EXPECT_EQ(calculate_ttl(entity_kind::message, config, now, 10s).value(), now_seconds + 15);
}

TEST(ttl_config, tells_the_attribute_of_a_kind) {
    const ttl_config config = messages_expire_after(60s);
    EXPECT_TRUE(is_ttl_enabled(entity_kind::message, config));
    EXPECT_EQ(ttl_attribute_name(entity_kind::message, config), "expiresAt");
    EXPECT_EQ(ttl_attribute_name(entity_kind::thread, config), "ttl");
}

}  // namespace
}  // namespace mastra::stores
