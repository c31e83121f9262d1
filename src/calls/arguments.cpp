#include "mastra/calls/arguments.hpp"

#include "mastra/core/json_array.hpp"

#include <charconv>

namespace mastra::calls {
namespace {

[[noreturn]] void refuse(std::string_view name, std::string_view wanted) {
    throw bad_arguments("argument " + std::string(name) + " must be " + std::string(wanted));
}

std::string string_in(std::string_view name, const json_text& value) {
    auto text = value.as_string();
    if (!text) {
        refuse(name, "a string");
    }
    return *std::move(text);
}

bool is_array(const json_text& value) {
    return value.text().starts_with('[');
}

std::vector<std::string_view> elements_of(std::string_view name, const json_text& value) {
    auto elements = canonical_elements(value.text());
    if (elements.has_error()) {
        refuse(name, "an array");
    }
    return *std::move(elements);
}

json_object object_in(std::string_view name, std::string_view canonical) {
    auto object = json_object::of_canonical(canonical);
    if (object.has_error()) {
        refuse(name, "an object");
    }
    return *std::move(object);
}

bool is_true(const json_text& value) {
    return value.text() == "true";
}

}  // namespace

arguments arguments::parse(std::string_view text) {
    auto object = json_object::parse(text);
    if (object.has_error()) {
        throw bad_arguments(object.error().message());
    }
    return arguments(*std::move(object));
}

arguments arguments::of_canonical(std::string_view text) {
    auto object = json_object::of_canonical(text);
    if (object.has_error()) {
        throw bad_arguments(object.error().message());
    }
    return arguments(*std::move(object));
}

const json_text* arguments::find(std::string_view name) const {
    const json_text* value = object_.find(name);
    return value == nullptr || value->is_null() ? nullptr : value;
}

const json_text& arguments::need(std::string_view name) const {
    const json_text* value = find(name);
    if (value == nullptr) {
        throw bad_arguments("argument " + std::string(name) + " is missing");
    }
    return *value;
}

std::string arguments::text(std::string_view name) const {
    return string_in(name, need(name));
}

std::optional<std::string> arguments::optional_text(std::string_view name) const {
    const json_text* value = find(name);
    return value ? std::optional<std::string>(string_in(name, *value)) : std::nullopt;
}

std::string arguments::text_or_json(std::string_view name) const {
    const json_text& value = need(name);
    auto text = value.as_string();
    return text ? *std::move(text) : value.text();
}

std::optional<json_text> arguments::json(std::string_view name) const {
    const json_text* value = find(name);
    return value ? std::optional<json_text>(*value) : std::nullopt;
}

json_text arguments::json_or_null(std::string_view name) const {
    return json(name).value_or(json_text());
}

std::optional<std::int64_t> arguments::optional_integer(std::string_view name) const {
    const json_text* value = find(name);
    if (value == nullptr) {
        return std::nullopt;
    }
    const std::string& text = value->text();
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || end != text.data() + text.size()) {
        refuse(name, "a whole number");
    }
    return number;
}

std::int64_t arguments::integer(std::string_view name, std::int64_t otherwise) const {
    return optional_integer(name).value_or(otherwise);
}

bool arguments::flag(std::string_view name, bool otherwise) const {
    const json_text* value = find(name);
    if (value != nullptr && !is_true(*value) && !is_false(name)) {
        refuse(name, "true or false");
    }
    return value ? is_true(*value) : otherwise;
}

bool arguments::is_false(std::string_view name) const {
    const json_text* value = find(name);
    return value != nullptr && value->text() == "false";
}

std::optional<timestamp> arguments::time(std::string_view name) const {
    const auto text = optional_text(name);
    if (!text) {
        return std::nullopt;
    }
    const auto parsed = parse_timestamp(*text);
    if (parsed.has_error()) {
        refuse(name, "a time");
    }
    return *parsed;
}

std::vector<std::string> arguments::texts(std::string_view name) const {
    std::vector<std::string> all;
    const json_text* value = find(name);
    if (value != nullptr && !is_array(*value)) {
        all.push_back(string_in(name, *value));
    } else if (value != nullptr) {
        for (const std::string_view element : elements_of(name, *value)) {
            all.push_back(string_in(name, json_text::trusted(std::string(element))));
        }
    }
    return all;
}

arguments arguments::object(std::string_view name) const {
    const json_text* value = find(name);
    return value ? arguments(object_in(name, value->text())) : arguments();
}

std::vector<arguments> arguments::objects(std::string_view name) const {
    std::vector<arguments> all;
    if (const json_text* value = find(name)) {
        for (const std::string_view element : elements_of(name, *value)) {
            all.emplace_back(object_in(name, element));
        }
    }
    return all;
}

std::vector<json_object::member> arguments::members(std::string_view name) const {
    const json_text* value = find(name);
    return value ? object_in(name, value->text()).members() : std::vector<json_object::member>();
}

}  // namespace mastra::calls
