// The checksum DynamoDB sends with its replies (x-amz-crc32). Serves the call driver.
#pragma once

#include <cstdint>
#include <string_view>

namespace mastra::client {

/// CRC-32 as in zlib and Ethernet.
[[nodiscard]] std::uint32_t crc32(std::string_view bytes) noexcept;

/// False when `header` is a number and not the checksum of `body`. An absent or strange header proves nothing.
[[nodiscard]] bool checksum_holds(std::string_view header, std::string_view body) noexcept;

}  // namespace mastra::client
