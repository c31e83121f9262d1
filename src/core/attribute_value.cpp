#include "mastra/core/attribute_value.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mastra {
namespace {

template <class T>
std::vector<T> sorted_without_duplicates(std::vector<T> values) {
    std::ranges::sort(values);
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}

template <class Entries>
auto lower_bound_of(Entries& entries, std::string_view name) noexcept {
    return std::ranges::lower_bound(entries, name, {},
                                    [](const auto& entry) -> std::string_view { return entry.name; });
}

// Names differ in length more often than not, so looking at each of a few is cheaper than comparing some.
template <class Entries>
auto find_entry(Entries& entries, std::string_view name) noexcept {
    constexpr std::size_t few = 32;
    if (entries.size() <= few) {
        return std::ranges::find_if(entries, [name](const auto& entry) { return entry.name == name; });
    }
    const auto at = lower_bound_of(entries, name);
    return at != entries.end() && at->name == name ? at : entries.end();
}

}  // namespace

string_set make_set(std::vector<std::string> values) {
    return {sorted_without_duplicates(std::move(values))};
}
number_set make_set(std::vector<number> values) {
    return {sorted_without_duplicates(std::move(values))};
}
binary_set make_set(std::vector<binary> values) {
    return {sorted_without_duplicates(std::move(values))};
}

attribute_map::attribute_map() = default;
attribute_map::attribute_map(std::initializer_list<entry> entries) : attribute_map(from_entries(storage(entries))) {}
attribute_map::attribute_map(const attribute_map&) = default;
attribute_map::attribute_map(attribute_map&&) noexcept = default;
attribute_map& attribute_map::operator=(const attribute_map&) = default;
attribute_map& attribute_map::operator=(attribute_map&&) noexcept = default;
attribute_map::~attribute_map() = default;

attribute_map attribute_map::from_entries(storage entries) {
    const auto not_ascending = [](const entry& a, const entry& b) { return a.name >= b.name; };
    if (std::ranges::adjacent_find(entries, not_ascending) != entries.end()) {
        std::vector<entry*> order;
        order.reserve(entries.size());
        for (entry& each : entries) {
            order.push_back(&each);
        }
        // By place among equal names: the last one stays. Pointers are sorted, so that each entry is moved once. Often
        // it is a sorted map with some more behind it.
        const auto is_before = [](const entry* a, const entry* b) {
            const int names = a->name.compare(b->name);
            return names != 0 ? names < 0 : a < b;
        };
        const auto more = std::is_sorted_until(order.begin(), order.end(), is_before);
        std::sort(more, order.end(), is_before);
        std::inplace_merge(order.begin(), more, order.end(), is_before);
        storage sorted;
        sorted.reserve(entries.size());
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (i + 1 == order.size() || order[i]->name != order[i + 1]->name) {
                sorted.push_back(std::move(*order[i]));
            }
        }
        entries = std::move(sorted);
    }
    return from_sorted(std::move(entries));
}

attribute_map attribute_map::from_sorted(storage entries) noexcept {
    attribute_map map;
    map.entries_ = std::move(entries);
    return map;
}

const attribute_value* attribute_map::find(std::string_view name) const noexcept {
    const auto at = find_entry(entries_, name);
    return at != entries_.end() ? &at->value : nullptr;
}

attribute_value* attribute_map::find(std::string_view name) noexcept {
    const auto at = find_entry(entries_, name);
    return at != entries_.end() ? &at->value : nullptr;
}

const std::string* attribute_map::find_string(std::string_view name) const noexcept {
    const attribute_value* value = find(name);
    return value ? value->if_string() : nullptr;
}

const number* attribute_map::find_number(std::string_view name) const noexcept {
    const attribute_value* value = find(name);
    return value ? value->if_number() : nullptr;
}

void attribute_map::set(std::string_view name, attribute_value value) {
    const auto at = lower_bound_of(entries_, name);
    if (at != entries_.end() && at->name == name) {
        at->value = std::move(value);
    } else {
        entries_.insert(at, entry{std::string(name), std::move(value)});
    }
}

bool attribute_map::erase(std::string_view name) {
    const auto at = lower_bound_of(entries_, name);
    if (at == entries_.end() || at->name != name) {
        return false;
    }
    entries_.erase(at);
    return true;
}

attribute_map::storage attribute_map::release() && noexcept {
    return std::move(entries_);
}

std::size_t attribute_map::size() const noexcept {
    return entries_.size();
}
bool attribute_map::empty() const noexcept {
    return entries_.empty();
}
attribute_map::const_iterator attribute_map::begin() const noexcept {
    return entries_.begin();
}
attribute_map::const_iterator attribute_map::end() const noexcept {
    return entries_.end();
}
bool operator==(const attribute_map& a, const attribute_map& b) {
    return a.entries_ == b.entries_;
}

std::string_view type_name(const attribute_value& value) noexcept {
    // In the order of attribute_value::variant.
    static constexpr std::array<std::string_view, std::variant_size_v<attribute_value::variant>> names = {
        "NULL", "BOOL", "N", "S", "B", "L", "M", "SS", "NS", "BS"};
    return names[value.get().index()];
}

}  // namespace mastra
