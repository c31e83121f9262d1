#include "stores/ordered_window.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace mastra::stores {
namespace {

/// What orders rows of one time: their id, or the key of those that have none.
const std::string& id_in(const attribute_map& row) {
    static const std::string none;
    const std::string* id = row.find_string("id");
    if (id == nullptr) {
        id = row.find_string("pk");
    }
    return id ? *id : none;
}

}  // namespace

void ordered_window::add(attribute_map row, std::string_view sort_field) {
    const std::string* sort_key = row.find_string(sort_field);
    const std::string_view key = sort_key ? *sort_key : std::string_view();
    if (key != group_key_) {
        close_group();
        group_key_ = key;
    }
    group_.push_back(std::move(row));
}

void ordered_window::close_group() {
    // Mostly one row, for which sorting would get memory too.
    if (group_.size() > 1) {
        std::stable_sort(group_.begin(), group_.end(), [&](const attribute_map& a, const attribute_map& b) {
            return direction_ == sort_direction::ascending ? id_in(a) < id_in(b) : id_in(b) < id_in(a);
        });
    }
    for (auto& row : group_) {
        const bool inside = closed_ >= offset_ && (!count_ || closed_ < offset_ + *count_);
        if (inside) {
            rows_.push_back(std::move(row));
        }
        ++closed_;
    }
    group_.clear();
}

bool ordered_window::complete() const noexcept {
    // An open group behind the window proves that more follows; one inside it may still grow.
    return count_ && closed_ >= offset_ + *count_ && (closed_ > offset_ + *count_ || !group_.empty());
}

bool ordered_window::has_more() const noexcept {
    return count_ && seen() > offset_ + *count_;
}

std::optional<std::int32_t> ordered_window::wanted() const noexcept {
    if (!count_) {
        return std::nullopt;
    }
    const std::int64_t missing = std::max<std::int64_t>(offset_ + *count_ + 1 - seen(), *count_ + 1);
    return static_cast<std::int32_t>(std::min<std::int64_t>(missing, std::numeric_limits<std::int32_t>::max()));
}

}  // namespace mastra::stores
