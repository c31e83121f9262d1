// How far the service's clock is from ours, learned from the Date of its replies. Pure. Serves the call driver.
#pragma once

#include "mastra/core/timestamp.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace mastra::client {

/// Reads an HTTP date as servers send it ("Sun, 06 Nov 1994 08:49:37 GMT"). Empty for any other text.
[[nodiscard]] std::optional<timestamp> parse_http_date(std::string_view text);

/// Thread safety: none; it lives on a strand.
class clock_skew {
public:
    /// A signature whose time is further off than this is refused by AWS (it allows 5 minutes; Date has whole seconds
    /// and the reply travelled).
    static constexpr std::chrono::minutes tolerance{4};

    /// The service's time when ours is `now`.
    [[nodiscard]] timestamp corrected(timestamp now) const noexcept { return now + offset_; }
    /// Takes the service's time from a reply that complained about the signature made for `signed_at`. True when the
    /// time of the signature explains the complaint, so that a new one, made with the new offset, may help.
    [[nodiscard]] bool learn(timestamp service_time, timestamp now, timestamp signed_at) noexcept;

private:
    std::chrono::milliseconds offset_{0};
};

}  // namespace mastra::client
