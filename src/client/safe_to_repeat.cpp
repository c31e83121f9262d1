#include "mastra/client/detail/safe_to_repeat.hpp"

#include "mastra/core/ascii.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string_view>
#include <vector>

namespace mastra::client::detail {
namespace {

using protocol::return_values;

/// Names, placeholders, and single characters of punctuation.
using token_list = std::vector<std::string_view>;

bool is_name_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '#' || c == ':' || c == '.';
}

token_list tokens_of(std::string_view text) {
    token_list tokens;
    while (!text.empty()) {
        const auto end = std::find_if_not(text.begin(), text.end(), is_name_character);
        const auto length = std::max<std::size_t>(1, static_cast<std::size_t>(end - text.begin()));
        if (std::isspace(static_cast<unsigned char>(text.front())) == 0) {
            tokens.push_back(text.substr(0, length));
        }
        text.remove_prefix(length);
    }
    return tokens;
}

/// The attributes an update changes and those it takes values from. Only the top-level attribute of a path counts: that
/// is coarser than DynamoDB, hence safe.
class repeatable_update {
public:
    explicit repeatable_update(const protocol::update_item_request& request)
        : names_(request.substitutions.names), tokens_(tokens_of(request.update_expression)) {}

    [[nodiscard]] bool check() {
        while (!at_end()) {
            const bool fine = take("SET") ? set_clause() : take("REMOVE") ? remove_clause() : false;
            if (!fine) {
                return false;
            }
        }
        return std::none_of(sources_.begin(), sources_.end(), [this](std::string_view source) {
            return std::find(targets_.begin(), targets_.end(), source) != targets_.end();
        });
    }

private:
    [[nodiscard]] bool at_end() const { return next_ == tokens_.size(); }
    [[nodiscard]] std::string_view peek() const { return at_end() ? std::string_view() : tokens_[next_]; }
    bool take(std::string_view wanted) {
        const bool found = ascii_iequals(peek(), wanted);
        next_ += found ? 1 : 0;
        return found;
    }
    /// A path without list elements; its '[' would not fit what follows.
    std::optional<std::string_view> take_path() {
        const std::string_view path = peek();
        if (path.empty() || path.front() == ':' || !is_name_character(path.front())) {
            return std::nullopt;
        }
        ++next_;
        return path;
    }
    bool take_value() {
        const bool found = peek().starts_with(':');
        next_ += found ? 1 : 0;
        return found;
    }

    bool set_clause() {
        do {
            const auto target = take_path();
            if (!target || !take("=") || !(take_value() || if_not_exists(*target))) {
                return false;
            }
            targets_.push_back(attribute_of(*target));
        } while (take(","));
        return true;
    }
    bool if_not_exists(std::string_view target) {
        if (!take("if_not_exists") || !take("(")) {
            return false;
        }
        const auto source = take_path();
        if (!source || !take(",") || !take_value() || !take(")")) {
            return false;
        }
        // An attribute that keeps its own value is the usual and the safe case.
        if (*source != target) {
            sources_.push_back(attribute_of(*source));
        }
        return true;
    }
    bool remove_clause() {
        do {
            const auto target = take_path();
            if (!target) {
                return false;
            }
            targets_.push_back(attribute_of(*target));
        } while (take(","));
        return true;
    }

    [[nodiscard]] std::string_view attribute_of(std::string_view path) const {
        const std::string_view first = path.substr(0, path.find('.'));
        const auto found =
            std::ranges::find_if(names_, [first](const auto& substitution) { return substitution.first == first; });
        return found != names_.end() ? std::string_view(found->second) : first;
    }

    const std::vector<std::pair<std::string, std::string>>& names_;
    token_list tokens_;
    std::size_t next_ = 0;
    std::vector<std::string_view> targets_;
    std::vector<std::string_view> sources_;
};

bool returns_new_or_nothing(return_values returned) noexcept {
    return returned == return_values::none || returned == return_values::all_new ||
           returned == return_values::updated_new;
}

}  // namespace

bool safe_to_repeat(const protocol::put_item_request& request) noexcept {
    return !request.condition_expression && request.returned == return_values::none;
}

bool safe_to_repeat(const protocol::delete_item_request& request) noexcept {
    return !request.condition_expression && request.returned == return_values::none;
}

bool safe_to_repeat(const protocol::update_item_request& request) {
    return !request.condition_expression && returns_new_or_nothing(request.returned) &&
           repeatable_update(request).check();
}

}  // namespace mastra::client::detail
