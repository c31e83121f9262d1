// Item sizes as DynamoDB counts them (developer guide, "DynamoDB item sizes and formats").
#include "mastra/core/attribute_value.hpp"

#include <algorithm>
#include <numeric>

namespace mastra {
namespace {

constexpr std::size_t container_bytes = 3;
constexpr std::size_t container_element_bytes = 1;

// Significant digits only: zeros before the first and after the last other digit do not count.
std::size_t significant_digits(std::string_view text) noexcept {
    const auto mantissa = text.substr(0, text.find('E'));
    const auto first = mantissa.find_first_of("123456789");
    if (first == std::string_view::npos) {
        return 1;  // zero
    }
    const auto last = mantissa.find_last_of("123456789");
    const auto digits = mantissa.substr(first, last - first + 1);
    return digits.size() - static_cast<std::size_t>(std::ranges::count(digits, '.'));
}

struct size_of_value {
    std::size_t operator()(const null_value&) const noexcept { return 1; }
    std::size_t operator()(bool) const noexcept { return 1; }
    std::size_t operator()(const number& v) const noexcept { return (significant_digits(v.text()) + 1) / 2 + 1; }
    std::size_t operator()(const std::string& v) const noexcept { return v.size(); }
    std::size_t operator()(const binary& v) const noexcept { return v.bytes.size(); }
    std::size_t operator()(const string_set& v) const noexcept { return total(v.values); }
    std::size_t operator()(const number_set& v) const noexcept { return total(v.values); }
    std::size_t operator()(const binary_set& v) const noexcept { return total(v.values); }
    std::size_t operator()(const attribute_list& v) const noexcept {
        return std::accumulate(v.begin(), v.end(), container_bytes, [](std::size_t sum, const attribute_value& e) {
            return sum + container_element_bytes + value_size(e);
        });
    }
    std::size_t operator()(const attribute_map& v) const noexcept {
        return container_bytes + container_element_bytes * v.size() + item_size(v);
    }

private:
    template <class T>
    [[nodiscard]] std::size_t total(const std::vector<T>& values) const noexcept {
        return std::accumulate(values.begin(), values.end(), std::size_t{0},
                               [this](std::size_t sum, const T& v) { return sum + (*this)(v); });
    }
};

}  // namespace

std::size_t item_size(const attribute_map& item) noexcept {
    return std::accumulate(item.begin(), item.end(), std::size_t{0}, [](std::size_t sum, const auto& entry) {
        return sum + entry.name.size() + value_size(entry.value);
    });
}

std::size_t value_size(const attribute_value& value) noexcept {
    return std::visit(size_of_value{}, value.get());
}

}  // namespace mastra
