// DynamoDB's value types: what an item is made of. Serves every layer.
#pragma once

#include "mastra/core/number.hpp"

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace mastra {

class attribute_value;

/// Raw bytes (type B).
struct binary {
    std::string bytes;
    friend bool operator==(const binary&, const binary&) = default;
    friend auto operator<=>(const binary&, const binary&) = default;
};
struct null_value {
    friend bool operator==(const null_value&, const null_value&) = default;
};
// Sets are kept sorted and without duplicates by whoever builds them (make_set), so equality is set equality.
struct string_set {
    std::vector<std::string> values;
    friend bool operator==(const string_set&, const string_set&) = default;
};
struct number_set {
    std::vector<number> values;
    friend bool operator==(const number_set&, const number_set&) = default;
};
struct binary_set {
    std::vector<binary> values;
    friend bool operator==(const binary_set&, const binary_set&) = default;
};
[[nodiscard]] string_set make_set(std::vector<std::string> values);
[[nodiscard]] number_set make_set(std::vector<number> values);
[[nodiscard]] binary_set make_set(std::vector<binary> values);

using attribute_list = std::vector<attribute_value>;

/// Names to values, sorted by name (byte order), without duplicates. A whole item is an attribute_map.
/// One block of memory, searched by halves where it is large: items are small and read more often than changed.
class attribute_map {
public:
    struct entry;
    using storage = std::vector<entry>;
    using const_iterator = storage::const_iterator;

    attribute_map();
    attribute_map(std::initializer_list<entry> entries);
    attribute_map(const attribute_map&);
    attribute_map(attribute_map&&) noexcept;
    attribute_map& operator=(const attribute_map&);
    attribute_map& operator=(attribute_map&&) noexcept;
    ~attribute_map();

    /// Builds from entries in any order; of a name given twice the last one stays. O(n log n).
    [[nodiscard]] static attribute_map from_entries(storage entries);
    /// The same for entries whose names ascend and differ; unchecked.
    [[nodiscard]] static attribute_map from_sorted(storage entries) noexcept;

    /// Null when there is no such attribute. The pointer lives until the map is changed.
    [[nodiscard]] const attribute_value* find(std::string_view name) const noexcept;
    [[nodiscard]] attribute_value* find(std::string_view name) noexcept;
    [[nodiscard]] bool contains(std::string_view name) const noexcept { return find(name) != nullptr; }
    /// Null when absent or not a string (type S).
    [[nodiscard]] const std::string* find_string(std::string_view name) const noexcept;
    /// Null when absent or not a number (type N).
    [[nodiscard]] const number* find_number(std::string_view name) const noexcept;

    /// Inserts or replaces.
    void set(std::string_view name, attribute_value value);
    /// True when there was such an attribute.
    bool erase(std::string_view name);
    /// Hands over the entries, in their order.
    [[nodiscard]] storage release() && noexcept;

    [[nodiscard]] std::size_t size() const noexcept;
    [[nodiscard]] bool empty() const noexcept;
    [[nodiscard]] const_iterator begin() const noexcept;
    [[nodiscard]] const_iterator end() const noexcept;

    friend bool operator==(const attribute_map& a, const attribute_map& b);

private:
    storage entries_;
};

/// One DynamoDB value of any type.
class attribute_value {
public:
    using variant = std::variant<null_value, bool, number, std::string, binary, attribute_list, attribute_map,
                                 string_set, number_set, binary_set>;

    attribute_value() = default;                                     // NULL
    attribute_value(null_value) {}                                   // NOLINT(google-explicit-constructor)
    attribute_value(std::string v) : value_(std::move(v)) {}         // NOLINT(google-explicit-constructor)
    attribute_value(std::string_view v) : value_(std::string(v)) {}  // NOLINT(google-explicit-constructor)
    attribute_value(const char* v) : value_(std::string(v)) {}       // NOLINT(google-explicit-constructor)
    attribute_value(number v) : value_(std::move(v)) {}              // NOLINT(google-explicit-constructor)
    attribute_value(std::int64_t v) : value_(number(v)) {}           // NOLINT(google-explicit-constructor)
    attribute_value(int v) : value_(number(v)) {}                    // NOLINT(google-explicit-constructor)
    attribute_value(bool v) : value_(v) {}                           // NOLINT(google-explicit-constructor)
    attribute_value(binary v) : value_(std::move(v)) {}              // NOLINT(google-explicit-constructor)
    attribute_value(attribute_list v) : value_(std::move(v)) {}      // NOLINT(google-explicit-constructor)
    attribute_value(attribute_map v) : value_(std::move(v)) {}       // NOLINT(google-explicit-constructor)
    attribute_value(string_set v) : value_(std::move(v)) {}          // NOLINT(google-explicit-constructor)
    attribute_value(number_set v) : value_(std::move(v)) {}          // NOLINT(google-explicit-constructor)
    attribute_value(binary_set v) : value_(std::move(v)) {}          // NOLINT(google-explicit-constructor)

    [[nodiscard]] const variant& get() const noexcept { return value_; }
    [[nodiscard]] variant& get() noexcept { return value_; }

    // Null when the value has another type.
    [[nodiscard]] const std::string* if_string() const noexcept { return std::get_if<std::string>(&value_); }
    [[nodiscard]] const number* if_number() const noexcept { return std::get_if<number>(&value_); }
    [[nodiscard]] const bool* if_bool() const noexcept { return std::get_if<bool>(&value_); }
    [[nodiscard]] const binary* if_binary() const noexcept { return std::get_if<binary>(&value_); }
    [[nodiscard]] const attribute_list* if_list() const noexcept { return std::get_if<attribute_list>(&value_); }
    [[nodiscard]] const attribute_map* if_map() const noexcept { return std::get_if<attribute_map>(&value_); }
    [[nodiscard]] bool is_null() const noexcept { return std::holds_alternative<null_value>(value_); }

    /// Text is looked at first: every expression looks for equal values, and most are text.
    friend bool operator==(const attribute_value& a, const attribute_value& b) {
        const std::string* const text = a.if_string();
        return text != nullptr ? b.if_string() != nullptr && *text == *b.if_string() : a.value_ == b.value_;
    }

private:
    variant value_;
};

struct attribute_map::entry {
    std::string name;
    attribute_value value;
    friend bool operator==(const entry&, const entry&) = default;
};

/// "S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS" or "BS".
[[nodiscard]] std::string_view type_name(const attribute_value& value) noexcept;

/// The bytes DynamoDB counts for an item (developer guide, "Item sizes and formats"): names and values in UTF-8,
/// numbers (digits + 1) / 2 + 1, containers 3 bytes and 1 an element. The limit is limits::max_item_bytes.
[[nodiscard]] std::size_t item_size(const attribute_map& item) noexcept;
/// The bytes of one value without its name, by the same rules.
[[nodiscard]] std::size_t value_size(const attribute_value& value) noexcept;

}  // namespace mastra
