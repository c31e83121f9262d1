#include "support/store_driver/arguments.hpp"

namespace mastra::test {
namespace {

using simdjson::dom::element;

json_text canonical(element value) {
    auto parsed = json_text::parse(std::string(simdjson::minify(value)));
    if (parsed.has_error()) {
        throw bad_arguments(parsed.error().message());
    }
    return *std::move(parsed);
}

std::string string_in(element value) {
    return std::string(value.get_string().value());
}

}  // namespace

std::optional<element> arguments::find(std::string_view name) const {
    element value;
    if (!object_ || (*object_)[name].get(value) != simdjson::SUCCESS || value.is_null()) {
        return std::nullopt;
    }
    return value;
}

element arguments::need(std::string_view name) const {
    const auto value = find(name);
    if (!value) {
        throw bad_arguments("argument " + std::string(name) + " is missing");
    }
    return *value;
}

std::string arguments::text(std::string_view name) const {
    return string_in(need(name));
}

std::optional<std::string> arguments::optional_text(std::string_view name) const {
    const auto value = find(name);
    return value ? std::optional<std::string>(string_in(*value)) : std::nullopt;
}

std::string arguments::text_or_json(std::string_view name) const {
    const element value = need(name);
    return value.is_string() ? string_in(value) : canonical(value).text();
}

std::optional<json_text> arguments::json(std::string_view name) const {
    const auto value = find(name);
    return value ? std::optional<json_text>(canonical(*value)) : std::nullopt;
}

std::optional<std::int64_t> arguments::optional_integer(std::string_view name) const {
    const auto value = find(name);
    return value ? std::optional<std::int64_t>(value->get_int64().value()) : std::nullopt;
}

std::int64_t arguments::integer(std::string_view name, std::int64_t otherwise) const {
    return optional_integer(name).value_or(otherwise);
}

bool arguments::flag(std::string_view name, bool otherwise) const {
    const auto value = find(name);
    return value ? value->get_bool().value() : otherwise;
}

bool arguments::is_false(std::string_view name) const {
    const auto value = find(name);
    return value && value->is_bool() && !value->get_bool().value();
}

std::optional<timestamp> arguments::time(std::string_view name) const {
    const auto value = find(name);
    if (!value) {
        return std::nullopt;
    }
    auto parsed = parse_timestamp(value->get_string().value());
    if (parsed.has_error()) {
        throw bad_arguments(std::string(name) + " is no time");
    }
    return *parsed;
}

std::vector<std::string> arguments::texts(std::string_view name) const {
    const auto value = find(name);
    std::vector<std::string> all;
    if (value && value->is_string()) {
        all.push_back(string_in(*value));
    } else if (value) {
        for (const element entry : value->get_array()) {
            all.push_back(string_in(entry));
        }
    }
    return all;
}

arguments arguments::object(std::string_view name) const {
    const auto value = find(name);
    return arguments(value ? std::optional(value->get_object().value()) : std::nullopt);
}

std::vector<arguments> arguments::objects(std::string_view name) const {
    std::vector<arguments> all;
    if (const auto value = find(name)) {
        for (const element entry : value->get_array()) {
            all.emplace_back(entry.get_object().value());
        }
    }
    return all;
}

std::vector<json_object::member> arguments::members(std::string_view name) const {
    std::vector<json_object::member> all;
    if (const auto value = find(name)) {
        for (const auto field : value->get_object()) {
            all.emplace_back(std::string(field.key), canonical(field.value));
        }
    }
    return all;
}

}  // namespace mastra::test
