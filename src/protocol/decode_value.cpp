// DynamoDB JSON to attribute values.
#include "protocol/reply_reader.hpp"

#include "mastra/core/base64.hpp"
#include "mastra/protocol/wire.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mastra::protocol {
namespace {

using read_function = void (*)(reply_reader&, const dom::element&, attribute_value&);

void read(reply_reader& reader, const dom::element& from, number& out) {
    std::string_view text;
    if (from.get(text) != simdjson::SUCCESS) {
        return reader.fail("expected a number in a string");
    }
    if (auto parsed = number::parse(text)) {
        out = std::move(*parsed);
    } else {
        reader.fail(parsed.error().message());
    }
}

void read(reply_reader& reader, const dom::element& from, binary& out) {
    std::string_view text;
    auto bytes = from.get(text) == simdjson::SUCCESS ? base64_decode(text) : std::nullopt;
    if (!bytes) {
        return reader.fail("expected base64 in a string");
    }
    out.bytes = std::move(*bytes);
}

void read(reply_reader& reader, const dom::element& from, null_value&) {
    bool value = false;
    if (from.get(value) != simdjson::SUCCESS || !value) {
        reader.fail("expected true");
    }
}

template <class T>
void read_into(reply_reader& reader, const dom::element& from, attribute_value& out) {
    read(reader, from, out.get().emplace<T>());
}

template <class T>
void read_set(reply_reader& reader, const dom::element& from, attribute_value& out) {
    dom::array array;
    if (from.get(array) != simdjson::SUCCESS) {
        return reader.fail("expected an array");
    }
    std::vector<T> values;
    values.reserve(array.size());
    for (const dom::element element : array) {
        read(reader, element, values.emplace_back());
    }
    if (reader.ok()) {
        out = make_set(std::move(values));
    }
}

// As the template, but made where it stays.
void read_string(reply_reader& reader, const dom::element& from, attribute_value& out) {
    std::string_view text;
    if (from.get(text) != simdjson::SUCCESS) {
        return reader.fail("expected a string");
    }
    out.get().emplace<std::string>(text);
}

struct value_type {
    std::string_view name;
    read_function read;
};
// The commonest first.
constexpr std::array<value_type, 10> value_types = {{{"S", read_string},
                                                     {"N", read_into<number>},
                                                     {"M", read_into<attribute_map>},
                                                     {"L", read_into<attribute_list>},
                                                     {"BOOL", read_into<bool>},
                                                     {"NULL", read_into<null_value>},
                                                     {"B", read_into<binary>},
                                                     {"SS", read_set<std::string>},
                                                     {"NS", read_set<number>},
                                                     {"BS", read_set<binary>}}};

struct named_element {
    named_element(std::string_view name_, dom::element value_) : name(name_), value(value_) {
        char bytes[sizeof first_bytes] = {};
        std::copy_n(name.data(), std::min(name.size(), sizeof bytes), bytes);
        for (const char byte : bytes) {
            first_bytes = first_bytes << 8 | static_cast<unsigned char>(byte);
        }
    }
    friend bool operator<(const named_element& a, const named_element& b) {
        return a.first_bytes != b.first_bytes ? a.first_bytes < b.first_bytes : a.name < b.name;
    }

    std::uint64_t first_bytes = 0;  ///< tells most names apart, without a call
    std::string_view name;
    dom::element value;
};

// Sorted before the values are made: moving names is cheaper than moving values.
std::vector<named_element> sorted_members(const dom::object& object) {
    std::vector<named_element> members;
    members.reserve(object.size());
    for (const auto [name, value] : object) {
        members.emplace_back(name, value);
    }
    std::sort(members.begin(), members.end());
    return members;
}

void read_attributes(reply_reader& reader, const dom::object& from, attribute_map& out) {
    const auto members = sorted_members(from);
    if (std::ranges::adjacent_find(members, {}, &named_element::name) != members.end()) {
        return reader.fail("an attribute is given twice");
    }
    attribute_map::storage entries;
    entries.reserve(members.size());
    for (const named_element& member : members) {
        auto& entry = entries.emplace_back();
        entry.name = member.name;
        read(reader, member.value, entry.value);
        if (!reader.ok()) {
            return;
        }
    }
    out = attribute_map::from_sorted(std::move(entries));
}

}  // namespace

void read(reply_reader& reader, const dom::element& from, std::string& out) {
    std::string_view text;
    if (from.get(text) != simdjson::SUCCESS) {
        return reader.fail("expected a string");
    }
    out = text;
}

void read(reply_reader& reader, const dom::element& from, bool& out) {
    if (from.get(out) != simdjson::SUCCESS) {
        reader.fail("expected true or false");
    }
}

void read(reply_reader& reader, const dom::element& from, std::int64_t& out) {
    if (from.get(out) != simdjson::SUCCESS) {
        reader.fail("expected a whole number of 64 bits");
    }
}

void read(reply_reader& reader, const dom::element& from, double& out) {
    if (from.get(out) != simdjson::SUCCESS) {
        reader.fail("expected a number");
    }
}

void read(reply_reader& reader, const dom::element& from, attribute_value& out) {
    dom::object object;
    if (from.get(object) != simdjson::SUCCESS || object.size() != 1) {
        return reader.fail("an attribute value is not an object with one type");
    }
    const auto [name, value] = *object.begin();
    const auto type = std::ranges::find(value_types, name, &value_type::name);
    if (type == value_types.end()) {
        return reader.fail("an attribute value has an unknown type");
    }
    type->read(reader, value, out);
}

void read(reply_reader& reader, const dom::element& from, attribute_map& out) {
    reader.object(from, [&](const dom::object& object) { read_attributes(reader, object, out); });
}

result<attribute_map> decode_item(std::string_view json) {
    const json_document document(json);
    if (!document.root()) {
        return error(model_errc::invalid_json, "expected one object of DynamoDB JSON");
    }
    reply_reader reader;
    attribute_map item;
    read_attributes(reader, *document.root(), item);
    if (!reader.ok()) {
        return error(model_errc::invalid_json, reader.problem());
    }
    return item;
}

}  // namespace mastra::protocol
