// Composing keys: "$service#label_value#label_value" and "$entity_version#label_value", in lower case.
#include "model/key_text.hpp"

#include "mastra/core/concat.hpp"
#include "mastra/core/json_text.hpp"
#include "mastra/core/limits.hpp"
#include "mastra/core/sha256.hpp"
#include "mastra/core/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace mastra::model {

namespace {

constexpr std::string_view exact_key_label = "#ID_";
constexpr std::size_t exact_key_hex_digits = 32;

result<std::string> number_text(const number& n) {
    const double nearest = n.to_double();
    const auto same = number::from_double(nearest);
    // JavaScript would print the nearest double: two numbers that share it would share a key.
    if (same.has_error() || *same != n) {
        return error(model_errc::invalid_attribute, fmt::format("the number {} is not exact in JavaScript", n.text()));
    }
    return javascript_number_text(nearest);
}

std::size_t expected_bytes(const key_part& part, const attribute_map& attributes) {
    constexpr std::size_t without_text = 24;  // a number, or the entity's name
    std::size_t bytes = 0;
    for (const auto& name : part.composites) {
        const std::string* text = attributes.find_string(name);
        bytes += name.size() + 2 + (text ? text->size() : without_text);
    }
    return bytes;
}

/// Prefix and labels are in lower case also where the values keep theirs.
result<composed_key> compose(const std::string& prefix, const entity_definition& entity, const key_part& part,
                             const attribute_map& attributes, open_end end) {
    composed_key key;
    key.text.reserve(prefix.size() + expected_bytes(part, attributes));
    append_javascript_lower_case(key.text, prefix);
    for (const auto& name : part.composites) {
        std::string scratch;
        MASTRA_TRY(const std::string* text, find_composite(entity, attributes, name, scratch));
        if (text != nullptr || end == open_end::after_label) {
            key.text += '#';
            append_javascript_lower_case(key.text, name);
            key.text += '_';
        }
        if (text == nullptr) {
            key.complete = false;
            return key;
        }
        key.text += *text;
    }
    return key;
}

std::string composites_of(const key_part& part) {
    std::string names;
    for (const auto& name : part.composites) {
        if (name != entity_composite) {
            names += fmt::format("{}'{}'", names.empty() ? "" : " and ", name);
        }
    }
    return names;
}

result<std::string> within_limit(const entity_definition& entity, const key_part& part, std::string key,
                                 std::size_t limit) {
    if (key.size() <= limit) {
        return key;
    }
    return error(model_errc::key_too_long,
                 fmt::format("attribute {} of entity '{}' gives the key '{}' {} bytes; at most {} are possible",
                             composites_of(part), entity.name, part.field, key.size(), limit));
}

/// Many items have one partition key: the sort key has a composite of its own. Their exact places must stay in the
/// partition, or a query of it would miss them.
bool shares_partitions(const access_pattern& primary) {
    const auto& partition = primary.partition_key.composites;
    return std::ranges::any_of(primary.sort_key.composites, [&](const std::string& name) {
        return std::ranges::find(partition, name) == partition.end();
    });
}

std::string exact_suffix(const raw_primary_key& raw) {
    // The length keeps the halves apart: no two pairs of them are hashed as the same text.
    const std::string hash = sha256_hex(concat(std::to_string(raw.partition.size()), ":", raw.partition, raw.sort));
    return concat(exact_key_label, std::string_view(hash).substr(0, exact_key_hex_digits));
}

error missing(const entity_definition& entity, const key_part& part, const attribute_map& attributes) {
    for (const auto& name : part.composites) {
        if (name != entity_composite && !attributes.contains(name)) {
            return error(model_errc::missing_composite,
                         fmt::format("{} is needed for the key '{}'", describe(entity, name), part.field));
        }
    }
    return error(model_errc::missing_composite, part.field);
}

}  // namespace

std::string describe(const entity_definition& entity, std::string_view attribute) {
    return fmt::format("attribute '{}' of entity '{}'", attribute, entity.name);
}

result<std::string> composite_text(const attribute_value& value) {
    if (const auto* text = value.if_string()) {
        return *text;
    }
    if (const auto* n = value.if_number()) {
        return number_text(*n);
    }
    if (const auto* truth = value.if_bool()) {
        return std::string(*truth ? "true" : "false");
    }
    return error(model_errc::invalid_attribute,
                 fmt::format("a value of type {} cannot be a part of a key", type_name(value)));
}

result<const std::string*> find_composite(const entity_definition& entity, const attribute_map& attributes,
                                          const std::string& name, std::string& scratch) {
    const attribute_value* value = attributes.find(name);
    if (value == nullptr) {
        return name == entity_composite ? &entity.name : nullptr;
    }
    if (const std::string* text = value->if_string()) {
        return is_valid_utf8(*text) ? result<const std::string*>(text)
                                    : error(model_errc::key_unrepresentable, describe(entity, name));
    }
    auto written = composite_text(*value);
    if (written.has_error()) {
        return written.error().with_context(describe(entity, name));
    }
    scratch = *std::move(written);
    return &scratch;
}

result<composed_key> raw_partition_key(const entity_definition& entity, const access_pattern& pattern,
                                       const attribute_map& attributes) {
    return compose("$" + entity.service, entity, pattern.partition_key, attributes, open_end::after_label);
}

result<composed_key> raw_sort_key(const entity_definition& entity, const access_pattern& pattern,
                                  const attribute_map& attributes, open_end end) {
    return compose(concat("$", entity.name, "_", entity.version), entity, pattern.sort_key, attributes, end);
}

result<raw_primary_key> raw_primary(const entity_definition& entity, const attribute_map& attributes) {
    const auto& primary = entity.access_patterns.front();
    MASTRA_TRY(auto partition, raw_partition_key(entity, primary, attributes));
    if (!partition.complete) {
        return missing(entity, primary.partition_key, attributes);
    }
    MASTRA_TRY(auto sort, raw_sort_key(entity, primary, attributes, open_end::after_label));
    if (!sort.complete) {
        return missing(entity, primary.sort_key, attributes);
    }
    return raw_primary_key{std::move(partition.text), std::move(sort.text)};
}

std::string cased(const entity_definition& entity, std::string_view raw) {
    return entity.keeps_case ? std::string(raw) : javascript_lower_case(raw);
}

result<std::string> finished_partition_key(const entity_definition& entity, const access_pattern& pattern,
                                           std::string_view raw) {
    return within_limit(entity, pattern.partition_key, cased(entity, raw), limits::max_partition_key_bytes);
}

result<std::string> finished_sort_key(const entity_definition& entity, const access_pattern& pattern,
                                      std::string_view raw) {
    return within_limit(entity, pattern.sort_key, cased(entity, raw), limits::max_sort_key_bytes);
}

result<primary_key> finished_primary_key(const entity_definition& entity, const raw_primary_key& raw, key_form form) {
    const access_pattern& primary = entity.access_patterns.front();
    primary_key key{cased(entity, raw.partition), cased(entity, raw.sort)};
    if (form == key_form::exact) {
        (shares_partitions(primary) ? key.sort : key.partition) += exact_suffix(raw);
    }
    MASTRA_TRY(key.partition,
               within_limit(entity, primary.partition_key, std::move(key.partition), limits::max_partition_key_bytes));
    MASTRA_TRY(key.sort, within_limit(entity, primary.sort_key, std::move(key.sort), limits::max_sort_key_bytes));
    return key;
}

result<std::string> partition_key_text(const entity_definition& entity, const access_pattern& pattern,
                                       const attribute_map& attributes) {
    MASTRA_TRY(const auto raw, raw_partition_key(entity, pattern, attributes));
    if (!raw.complete) {
        return missing(entity, pattern.partition_key, attributes);
    }
    return finished_partition_key(entity, pattern, raw.text);
}

result<std::string> complete_sort_key(const entity_definition& entity, const access_pattern& pattern,
                                      const attribute_map& attributes) {
    MASTRA_TRY(const auto raw, raw_sort_key(entity, pattern, attributes, open_end::after_label));
    if (!raw.complete) {
        return missing(entity, pattern.sort_key, attributes);
    }
    return finished_sort_key(entity, pattern, raw.text);
}

result<composed_key> sort_key_text(const entity_definition& entity, const access_pattern& pattern,
                                   const attribute_map& attributes) {
    MASTRA_TRY(const auto raw, raw_sort_key(entity, pattern, attributes, open_end::after_label));
    MASTRA_TRY(auto text, finished_sort_key(entity, pattern, raw.text));
    return composed_key{std::move(text), raw.complete};
}

}  // namespace mastra::model
