#include "stores/item_fields.hpp"

#include "mastra/core/plain_json.hpp"

#include <fmt/format.h>

namespace mastra::stores {

void set_if(attribute_map& item, std::string_view name, const std::optional<std::string>& value) {
    if (value) {
        item.set(name, *value);
    }
}

void set_if(attribute_map& item, std::string_view name, const std::optional<json_text>& value) {
    if (value) {
        item.set(name, value->text());
    }
}

std::optional<std::string> text_of(const attribute_map& item, std::string_view name) {
    const std::string* value = item.find_string(name);
    return value ? std::optional<std::string>(*value) : std::nullopt;
}

std::optional<json_text> json_of(const attribute_map& item, std::string_view name) {
    const attribute_value* value = item.find(name);
    if (value == nullptr) {
        return std::nullopt;
    }
    const std::string* text = value->if_string();
    return text ? json_text::trusted(*text) : to_plain_json(*value);
}

std::optional<std::string> take_text(attribute_map& item, std::string_view name) {
    attribute_value* value = item.find(name);
    std::string* text = value ? std::get_if<std::string>(&value->get()) : nullptr;
    return text ? std::optional<std::string>(std::move(*text)) : std::nullopt;
}

std::optional<json_text> take_json(attribute_map& item, std::string_view name) {
    if (auto text = take_text(item, name)) {
        return json_text::trusted(*std::move(text));
    }
    return json_of(item, name);
}

attribute_map key_of(const attribute_map& item) {
    return attribute_map{{"pk", *item.find("pk")}, {"sk", *item.find("sk")}};
}

std::string key_text(const attribute_map& item) {
    return text_of(item, "pk").value_or("") + '\n' + text_of(item, "sk").value_or("");
}

error corrupt_item(const attribute_map& item, std::string_view what) {
    const std::string* kind = item.find_string("entity");
    const std::string* id = item.find_string("id");
    if (id == nullptr) {
        id = item.find_string("run_id");
    }
    return error(store_errc::corrupt_record,
                 fmt::format("{} {}: {}", kind ? *kind : "item", id ? *id : "without id", what));
}

result<timestamp> time_of(const attribute_map& item, std::string_view name, std::optional<timestamp> otherwise) {
    const std::string* text = item.find_string(name);
    if (text == nullptr && otherwise) {
        return *otherwise;
    }
    auto time = text ? parse_timestamp(*text) : result<timestamp>(error(model_errc::invalid_timestamp));
    if (time.has_error()) {
        return corrupt_item(item, fmt::format("attribute {} is no time", name));
    }
    return time;
}

}  // namespace mastra::stores
