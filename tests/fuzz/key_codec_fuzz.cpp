// Keys are made of ids from outside: composing never fails in an unexpected way, and lower-casing is stable.
#include "mastra/core/limits.hpp"
#include "mastra/core/utf8.hpp"
#include "mastra/model/entity.hpp"
#include "mastra/model/key_codec.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace mastra;

const model::entity& pair_entity() {
    static const model::entity entity({.service = "fuzz",
                                       .name = "pair",
                                       .version = "1",
                                       .attributes = {{.name = "left"}, {.name = "right"}},
                                       .access_patterns = {{"primary", {}, {"pk", {"left"}}, {"sk", {"right"}}}}});
    return entity;
}

void require(bool truth) {
    if (!truth) {
        std::abort();
    }
}

void check_lower_case(std::string_view text) {
    const std::string lower = model::javascript_lower_case(text);
    require(is_valid_utf8(text) == is_valid_utf8(lower));
    // Each code point grows by two bytes at most.
    require(lower.size() <= text.size() * 3);
}

void check_keys(std::string_view left, std::string_view right) {
    const attribute_map composites{{"left", left}, {"right", right}};
    const auto shared = pair_entity().key(composites);
    const auto exact = pair_entity().key(composites, model::key_form::exact);
    if (shared.has_error()) {
        const bool valid = is_valid_utf8(left) && is_valid_utf8(right);
        require(shared.error().is(valid ? model_errc::key_too_long : model_errc::key_unrepresentable));
        require(exact.has_error());
        return;
    }
    require(shared->find_string("pk")->size() <= limits::max_partition_key_bytes);
    require(shared->find_string("sk")->size() <= limits::max_sort_key_bytes);
    require(exact.has_error() || !(*exact == *shared));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check_lower_case(text);
    const std::size_t middle = size == 0 ? 0 : data[0] % size;
    check_keys(text.substr(0, middle), text.substr(middle));
    return 0;
}
