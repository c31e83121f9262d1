#include "stores/spill.hpp"

#include "mastra/core/json_text.hpp"
#include "mastra/core/limits.hpp"
#include "mastra/core/random.hpp"

#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

namespace mastra::stores {
namespace {

/// Leaves room in a part for its keys and owner (each at most 2 KB).
constexpr std::size_t part_data_bytes = 392 * 1024;
constexpr std::size_t most_parts = 1000;
/// The member that marks a JSON stand-in; its value is the token.
constexpr std::string_view stand_in_member = "mastra_dynamodb_spill";

std::string stand_in(spill_form form, std::string_view token) {
    if (form == spill_form::json_object) {
        return fmt::format(R"({{"format":2,"parts":[],"{}":"{}"}})", stand_in_member, token);
    }
    return fmt::format("[kept in parts by mastra-dynamodb: {}]", token);
}

std::string compress(std::string_view text) {
    std::string out(ZSTD_compressBound(text.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), ZSTD_CLEVEL_DEFAULT));
    return out;
}

attribute_map part_key(std::string_view token, std::size_t number) {
    return attribute_map{{"pk", fmt::format("$mastra#PART_{}", token)}, {"sk", fmt::format("$PART_1#{:06}", number)}};
}

std::vector<attribute_map> cut(const attribute_map& owner, std::string_view token, std::string_view data) {
    std::vector<attribute_map> parts;
    for (std::size_t at = 0; at < data.size(); at += part_data_bytes) {
        attribute_map part = part_key(token, parts.size());
        part.set("data", binary{std::string(data.substr(at, part_data_bytes))});
        part.set("ownerPk", *owner.find("pk"));
        part.set("ownerSk", *owner.find("sk"));
        parts.push_back(std::move(part));
    }
    return parts;
}

void set_pointer(attribute_map& item, const spill_pointer& pointer) {
    attribute_map value{{"token", pointer.token}, {"size", static_cast<std::int64_t>(pointer.size)}};
    if (pointer.parts == 0) {
        value.set("data", binary{pointer.data});
    } else {
        value.set("parts", static_cast<std::int64_t>(pointer.parts));
    }
    attribute_map all;
    if (const attribute_value* existing = item.find(spill_attribute); existing && existing->if_map()) {
        all = *existing->if_map();
    }
    all.set(pointer.attribute, std::move(value));
    item.set(spill_attribute, std::move(all));
}

/// Of the attributes that may spill and have not yet, the one with the most bytes.
const spillable_attribute* largest(const item_kind& kind, const attribute_map& item,
                                   const std::vector<std::string_view>& done) {
    const spillable_attribute* found = nullptr;
    std::size_t most = 0;
    for (const auto& candidate : kind.spillable) {
        const std::string* text = item.find_string(candidate.name);
        if (text && text->size() > most && std::find(done.begin(), done.end(), candidate.name) == done.end()) {
            found = &candidate;
            most = text->size();
        }
    }
    return found;
}

/// Takes one attribute out of the item: into the item compressed if that fits, else into parts.
void spill_one(const spillable_attribute& attribute, spilled_item& into) {
    const std::string text = *into.item.find_string(attribute.name);
    spill_pointer pointer{std::string(attribute.name), make_token(), text.size(), 0, compress(text)};
    attribute_map inlined = into.item;
    inlined.set(attribute.name, stand_in(attribute.form, pointer.token));
    attribute_map cut_out = inlined;
    set_pointer(inlined, pointer);
    if (item_size(inlined) + room_for_later <= limits::max_item_bytes) {
        into.item = std::move(inlined);
        return;
    }
    std::vector<attribute_map> parts = cut(cut_out, pointer.token, pointer.data);
    pointer.parts = parts.size();
    pointer.data.clear();
    set_pointer(cut_out, pointer);
    into.item = std::move(cut_out);
    into.parts.insert(into.parts.end(), std::make_move_iterator(parts.begin()), std::make_move_iterator(parts.end()));
}

error corrupt(std::string_view what) {
    return error(store_errc::corrupt_record, std::string(what));
}

result<spill_pointer> to_pointer(const std::string& attribute, const attribute_value& value) {
    const attribute_map* fields = value.if_map();
    const std::string* token = fields ? fields->find_string("token") : nullptr;
    const number* size = fields ? fields->find_number("size") : nullptr;
    if (token == nullptr || size == nullptr) {
        return corrupt("the pointer to a spilled value has no token or size");
    }
    spill_pointer pointer{attribute, *token, 0, 0, {}};
    pointer.size = static_cast<std::size_t>(size->to_int64().value_or(0));
    if (const attribute_value* data = fields->find("data"); data && data->if_binary()) {
        pointer.data = data->if_binary()->bytes;
        return pointer;
    }
    const number* parts = fields->find_number("parts");
    const std::int64_t count = parts ? parts->to_int64().value_or(0) : 0;
    if (count < 1 || count > static_cast<std::int64_t>(most_parts)) {
        return corrupt("the pointer to a spilled value has neither data nor parts");
    }
    pointer.parts = static_cast<std::size_t>(count);
    return pointer;
}

result<std::string> decompress(std::string_view data, std::size_t size) {
    const unsigned long long announced = ZSTD_getFrameContentSize(data.data(), data.size());
    if (announced != size) {
        return corrupt("a spilled value has another size than its pointer says");
    }
    std::string out(size, '\0');
    const std::size_t written = ZSTD_decompress(out.data(), out.size(), data.data(), data.size());
    if (ZSTD_isError(written) != 0 || written != size) {
        return corrupt("a spilled value cannot be decompressed");
    }
    return out;
}

/// What was merged into a JSON stand-in by somebody who took it for the value.
result<std::string> overlay(std::string value, const std::string& stored, const std::string& untouched) {
    MASTRA_TRY(json_object real, json_object::parse(value));
    MASTRA_TRY(json_object changed, json_object::parse(stored));
    MASTRA_TRY(const json_object original, json_object::parse(untouched));
    for (const auto& [name, text] : original.members()) {
        const json_text* now = changed.find(name);
        if (now != nullptr && *now == text) {
            changed.erase(name);
        }
    }
    real.merge(changed);
    return real.to_text().text();
}

}  // namespace

result<spilled_item> make_fit(const item_kind& kind, attribute_map item, std::size_t max_record_bytes) {
    const std::size_t size = item_size(item);
    if (size > max_record_bytes) {
        return error(store_errc::item_too_large,
                     fmt::format("it has {} bytes, {} are allowed", size, max_record_bytes));
    }
    spilled_item fitted{std::move(item), {}};
    std::vector<std::string_view> done;
    while (item_size(fitted.item) > limits::max_item_bytes) {
        const spillable_attribute* attribute = largest(kind, fitted.item, done);
        if (attribute == nullptr) {
            return error(store_errc::item_too_large,
                         fmt::format("{} bytes remain in attributes that must stay in one item of {} bytes",
                                     item_size(fitted.item), limits::max_item_bytes));
        }
        done.push_back(attribute->name);
        spill_one(*attribute, fitted);
    }
    return fitted;
}

result<std::vector<spill_pointer>> spill_pointers(const attribute_map& item) {
    std::vector<spill_pointer> pointers;
    const attribute_value* value = item.find(spill_attribute);
    if (value == nullptr) {
        return pointers;
    }
    const attribute_map* all = value->if_map();
    if (all == nullptr) {
        return corrupt("the pointer to a spilled value is not a map");
    }
    for (const auto& [attribute, fields] : *all) {
        MASTRA_TRY(spill_pointer pointer, to_pointer(attribute, fields));
        pointers.push_back(std::move(pointer));
    }
    return pointers;
}

std::vector<attribute_map> part_keys(const spill_pointer& pointer) {
    std::vector<attribute_map> keys;
    for (std::size_t number = 0; number < pointer.parts; ++number) {
        keys.push_back(part_key(pointer.token, number));
    }
    return keys;
}

std::vector<attribute_map> part_keys(const attribute_map& item) {
    std::vector<attribute_map> keys;
    if (auto pointers = spill_pointers(item); pointers.has_value()) {
        for (const auto& pointer : *pointers) {
            for (auto& key : part_keys(pointer)) {
                keys.push_back(std::move(key));
            }
        }
    }
    return keys;
}

result<void> restore(const item_kind& kind, attribute_map& item, const spill_pointer& pointer,
                     std::string_view compressed) {
    const auto attribute = std::find_if(kind.spillable.begin(), kind.spillable.end(),
                                        [&](const auto& a) { return a.name == pointer.attribute; });
    const std::string* stored = item.find_string(pointer.attribute);
    if (attribute == kind.spillable.end() || stored == nullptr) {
        return {};  // somebody removed the attribute since: there is no value any more
    }
    const std::string untouched = stand_in(attribute->form, pointer.token);
    const bool changed = *stored != untouched;
    if (changed && stored->find(pointer.token) == std::string::npos) {
        return {};  // somebody replaced the value as a whole: theirs is the real one
    }
    MASTRA_TRY(std::string value, decompress(compressed, pointer.size));
    if (changed && attribute->form == spill_form::json_object) {
        MASTRA_TRY(value, overlay(std::move(value), *stored, untouched));
    }
    item.set(pointer.attribute, std::move(value));
    return {};
}

}  // namespace mastra::stores
