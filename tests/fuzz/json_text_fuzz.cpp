// JSON text of any bytes: what is accepted has one canonical form, which is read back as itself and does not depend on
// whether it was read as a whole or one level at a time, or was cut into slices; and every string survives its literal.
#include "mastra/core/json_array.hpp"
#include "mastra/core/json_text.hpp"
#include "mastra/core/number.hpp"
#include "mastra/core/timestamp.hpp"
#include "mastra/core/utf8.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace mastra;

void require(bool condition) {
    if (!condition) {
        std::abort();
    }
}

/// Cutting canonical text gives what reading it gives.
void require_slices(std::string_view canonical) {
    const auto object = json_object::parse(canonical);
    const auto cut_object = json_object::of_canonical(canonical);
    require(object.has_value() == cut_object.has_value());
    require(!object || object->members() == cut_object->members());
    const auto array = parse_json_array(canonical);
    const auto elements = canonical_elements(canonical);
    require(array.has_value() == elements.has_value());
    require(!array || std::ranges::equal(*array, *elements, {}, &json_text::text));
}

void require_canonical_form(std::string_view text) {
    const auto parsed = json_text::parse(text);
    const auto object = json_object::parse(text);
    require(object.has_value() == (parsed.has_value() && parsed->is_object()));
    (void)json_object::of_canonical(text);
    (void)canonical_elements(text);
    if (!parsed) {
        return;
    }
    require_slices(parsed->text());
    const auto again = json_text::parse(parsed->text());
    require(again.has_value() && *again == *parsed);
    require(json_equal(*parsed, json_text::trusted(std::string(text))));
    if (object) {
        require(object->to_text() == *parsed);
    }
}

void require_string_round_trip(std::string_view text) {
    require(json_text::of_string(text).as_string() == to_valid_utf8(text));
    (void)json_text::trusted(std::string(text)).as_string();
}

void require_canonical_number(std::string_view text) {
    const auto parsed = number::parse(text);
    if (parsed) {
        const auto again = number::parse(parsed->text());
        require(again.has_value() && again->text() == parsed->text());
        require((*again <=> *parsed) == 0);
        (void)parsed->to_double();
    }
}

void require_time_round_trip(std::string_view text) {
    const auto parsed = parse_timestamp(text);
    if (parsed) {
        const auto again = parse_timestamp(to_iso_string(*parsed));
        require(again.has_value() && *again == *parsed);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    require_canonical_form(text);
    require_string_round_trip(text);
    require_canonical_number(text);
    require_time_round_trip(text);
    return 0;
}
