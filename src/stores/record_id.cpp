#include "stores/record_id.hpp"

#include <fmt/format.h>

#include <iterator>
#include <string_view>
#include <utility>

namespace mastra::stores {
namespace {

std::string text_of(const attribute_map& composites) {
    std::string text;
    for (const auto& [name, value] : composites) {
        const std::string* part = composites.find_string(name);
        const std::string_view shown = part ? std::string_view(*part) : std::string_view();
        text += fmt::format("{}{}:{}", text.empty() ? "" : " ", shown.size(), shown);
    }
    return text;
}

}  // namespace

record_id::record_id(std::string id) : text_(std::move(id)) {
    composites_.set("id", text_);
}

record_id::record_id(attribute_map composites) : composites_(std::move(composites)), text_(text_of(composites_)) {}

std::vector<record_id> to_record_ids(std::vector<std::string> ids) {
    return {std::make_move_iterator(ids.begin()), std::make_move_iterator(ids.end())};
}

}  // namespace mastra::stores
