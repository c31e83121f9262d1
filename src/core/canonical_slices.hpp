// Finds the values of JSON text that is canonical already, without reading them. Serves json_object and json arrays.
#pragma once

#include "mastra/core/error.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace mastra::detail {

/// Walks along one level of a container. Text that is not canonical gives an error or wrong slices, never a view
/// outside of it. Limits: depth 512, as for json_scanner.
class canonical_slices {
public:
    /// `text` begins with `open` and must outlive the views.
    canonical_slices(std::string_view text, char open, char close);

    /// Something is wrong: it is not this container, or too deep.
    [[nodiscard]] std::optional<error> failure() const;
    /// No further slice.
    [[nodiscard]] bool at_end() const noexcept { return expected_ != nullptr || text_[at_] == close_; }
    /// The literal of a member's key, quotes included; then comes its value.
    [[nodiscard]] std::string_view next_key();
    /// A member's value, or an element.
    [[nodiscard]] std::string_view next_value();

private:
    void fail(const char* expected) noexcept { expected_ = expected; }
    void skip(char c, const char* expected) noexcept;
    [[nodiscard]] std::size_t end_of_string(std::size_t begin) noexcept;
    [[nodiscard]] std::size_t end_of_value(std::size_t begin) noexcept;

    std::string_view text_;
    char close_;
    std::size_t at_ = 0;
    const char* expected_ = nullptr;
};

}  // namespace mastra::detail
