#include "protocol/encode_value.hpp"

#include "mastra/core/base64.hpp"
#include "mastra/protocol/wire.hpp"

namespace mastra::protocol {
namespace {

/// Writes the inside of {"type": value}.
struct value_writer {
    json_writer& out;

    void operator()(const null_value&) const {
        out.name("NULL");
        out.boolean(true);
    }
    void operator()(bool value) const {
        out.name("BOOL");
        out.boolean(value);
    }
    void operator()(const number& value) const {
        out.name("N");
        element(value);
    }
    void operator()(const std::string& value) const {
        out.name("S");
        element(value);
    }
    void operator()(const binary& value) const {
        out.name("B");
        element(value);
    }
    void operator()(const attribute_list& value) const { array("L", value); }
    void operator()(const string_set& value) const { array("SS", value.values); }
    void operator()(const number_set& value) const { array("NS", value.values); }
    void operator()(const binary_set& value) const { array("BS", value.values); }
    void operator()(const attribute_map& value) const {
        out.name("M");
        write_attributes(out, value);
    }

private:
    void element(const attribute_value& value) const { write_value(out, value); }
    void element(const std::string& value) const { out.string(value); }
    void element(const number& value) const { out.plain_string(value.text()); }
    void element(const binary& value) const { out.base64(value.bytes); }
    template <class T>
    void array(std::string_view type, const std::vector<T>& values) const {
        out.name(type);
        out.begin_array();
        for (const T& value : values) {
            element(value);
        }
        out.end_array();
    }
};

}  // namespace

void write_value(json_writer& out, const attribute_value& value) {
    out.begin_object();
    std::visit(value_writer{out}, value.get());
    out.end_object();
}

void write_attributes(json_writer& out, const attribute_map& attributes) {
    out.begin_object();
    for (const auto& [name, value] : attributes) {
        out.free_name(name);
        write_value(out, value);
    }
    out.end_object();
}

std::size_t expected_json_bytes(const attribute_map& item) noexcept {
    constexpr std::size_t punctuation_bytes = 16;
    const std::size_t data = item_size(item);
    return data + data / 8 + item.size() * punctuation_bytes;  // an eighth for escapes
}

std::string encode_item(const attribute_map& item) {
    json_writer out(expected_json_bytes(item) + 2);
    write_attributes(out, item);
    return std::move(out).release();
}

}  // namespace mastra::protocol
