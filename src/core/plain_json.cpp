#include "mastra/core/plain_json.hpp"

#include "mastra/core/base64.hpp"
#include "mastra/core/json_string.hpp"

#include <string>
#include <utility>

namespace mastra {
namespace {

// Values come from the service or from code; both bound their depth (limits::max_nesting_depth), so recursion is safe.
class plain_json_writer {
public:
    void operator()(null_value /*value*/) { out_ += "null"; }
    void operator()(bool value) { out_ += value ? "true" : "false"; }
    void operator()(const number& value) { out_ += value.text(); }
    void operator()(const std::string& value) { append_json_string(out_, value, malformed_text::replace); }
    void operator()(const binary& value) { append_json_string(out_, base64_encode(value.bytes)); }
    void operator()(const attribute_value& value) { std::visit(*this, value.get()); }
    void operator()(const attribute_list& values) { array(values); }
    void operator()(const string_set& set) { array(set.values); }
    void operator()(const number_set& set) { array(set.values); }
    void operator()(const binary_set& set) { array(set.values); }

    void operator()(const attribute_map& map) {
        char before = '{';
        for (const auto& [name, value] : map) {
            out_ += before;
            append_json_string(out_, name, malformed_text::replace);
            out_ += ':';
            (*this)(value);
            before = ',';
        }
        out_ += map.empty() ? "{}" : "}";
    }

    [[nodiscard]] std::string release() && { return std::move(out_); }

private:
    template <class Values>
    void array(const Values& values) {
        char before = '[';
        for (const auto& value : values) {
            out_ += before;
            (*this)(value);
            before = ',';
        }
        out_ += values.empty() ? "[]" : "]";
    }

    std::string out_;
};

}  // namespace

json_text to_plain_json(const attribute_value& value) {
    plain_json_writer writer;
    writer(value);
    return json_text::trusted(std::move(writer).release());
}

}  // namespace mastra
