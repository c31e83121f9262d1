// Text that several owners hold without copying it: the body of a request, which every attempt sends again.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace mastra {

/// Text that is never changed again; copies refer to the same bytes. A view lives as long as any of them.
/// Thread safety: as a std::shared_ptr to something constant.
class shared_text {
public:
    shared_text() = default;
    shared_text(std::string text) : text_(std::make_shared<const std::string>(std::move(text))) {}

    [[nodiscard]] std::string_view view() const noexcept {
        return text_ ? std::string_view(*text_) : std::string_view();
    }
    operator std::string_view() const noexcept { return view(); }
    [[nodiscard]] std::size_t size() const noexcept { return view().size(); }

private:
    std::shared_ptr<const std::string> text_;  ///< null: empty
};

}  // namespace mastra
