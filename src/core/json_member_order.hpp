// The order in which JavaScript lists an object's members, given their keys in order of appearance.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace mastra::detail {

enum class member_order {
    javascript,  ///< array-index keys ascending, then the others in order of appearance
    by_key,      ///< by the keys' bytes: a normal form in which order does not matter
};

/// The members to print, as positions in `keys`; of equal keys the last one, at the place of the first. Empty when all
/// members are to be printed as they are, which is the usual case and costs no memory.
[[nodiscard]] std::vector<std::uint32_t> order_members(std::span<const std::string_view> keys, member_order order);

/// True for the text of a whole number from 0 to 2^32 - 2, as JavaScript prints it.
[[nodiscard]] bool is_array_index(std::string_view key) noexcept;

}  // namespace mastra::detail
