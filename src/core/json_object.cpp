#include "core/canonical_slices.hpp"
#include "core/json_member_order.hpp"
#include "core/json_scanner.hpp"

#include "mastra/core/json_string.hpp"
#include "mastra/core/json_text.hpp"

#include <algorithm>

namespace mastra {
namespace {

using members = std::vector<json_object::member>;

members in_javascript_order(members unordered) {
    std::vector<std::string_view> keys(unordered.size());
    std::ranges::transform(unordered, keys.begin(), &json_object::member::first);
    const auto plan = detail::order_members(keys, detail::member_order::javascript);
    if (plan.empty()) {
        return unordered;
    }
    members ordered;
    ordered.reserve(plan.size());
    for (const std::uint32_t position : plan) {
        ordered.push_back(std::move(unordered[position]));
    }
    return ordered;
}

bool read_member(detail::json_scanner& scanner, members& out) {
    std::string key;
    std::string value;
    if (!scanner.read_string(key) || !scanner.expect(':', "':'") || !scanner.copy_value(value, 1)) {
        return false;
    }
    out.emplace_back(std::move(key), json_text::trusted(std::move(value)));
    return true;
}

bool read_members(detail::json_scanner& scanner, members& out) {
    if (!scanner.expect('{', "an object")) {
        return false;
    }
    if (!scanner.skip('}')) {
        do {
            if (!read_member(scanner, out)) {
                return false;
            }
        } while (scanner.skip(','));
        if (!scanner.expect('}', "',' or '}'")) {
            return false;
        }
    }
    return scanner.expect_end();
}

}  // namespace

result<json_object> json_object::parse(std::string_view text) {
    detail::json_scanner scanner(text);
    json_object object;
    if (!read_members(scanner, object.members_)) {
        return scanner.failure();
    }
    object.members_ = in_javascript_order(std::move(object.members_));
    return object;
}

result<json_object> json_object::of_canonical(std::string_view text) {
    detail::canonical_slices slices(text, '{', '}');
    json_object object;
    while (!slices.at_end()) {
        std::string key;
        detail::json_scanner literal(slices.next_key());
        if (!literal.read_string(key)) {
            return literal.failure();
        }
        object.members_.emplace_back(std::move(key), json_text::trusted(std::string(slices.next_value())));
    }
    if (auto fault = slices.failure()) {
        return *std::move(fault);
    }
    return object;
}

const json_text* json_object::find(std::string_view key) const noexcept {
    const auto found = std::ranges::find(members_, key, &member::first);
    return found != members_.end() ? &found->second : nullptr;
}

void json_object::set(std::string_view key, json_text value) {
    if (const auto found = std::ranges::find(members_, key, &member::first); found != members_.end()) {
        found->second = std::move(value);
        return;
    }
    members_.emplace_back(std::string(key), std::move(value));
    if (detail::is_array_index(key)) {
        members_ = in_javascript_order(std::move(members_));
    }
}

bool json_object::erase(std::string_view key) {
    return std::erase_if(members_, [key](const member& m) { return m.first == key; }) > 0;
}

void json_object::merge(const json_object& other) {
    members_.reserve(members_.size() + other.members_.size());
    // By value: `other` may be this object.
    for (std::size_t i = 0, count = other.members_.size(); i < count; ++i) {
        members_.push_back(other.members_[i]);
    }
    members_ = in_javascript_order(std::move(members_));
}

json_text json_object::to_text() const {
    std::size_t size = 2;
    for (const auto& [key, value] : members_) {
        size += key.size() + value.text().size() + 4;
    }
    std::string out;
    out.reserve(size);
    out.push_back('{');
    for (const auto& [key, value] : members_) {
        append_json_string(out, key, malformed_text::escape_surrogates);
        out.append(":").append(value.text()).push_back(',');
    }
    if (members_.empty()) {
        out.push_back('}');
    } else {
        out.back() = '}';
    }
    return json_text::trusted(std::move(out));
}

}  // namespace mastra
