// How an entity of the single table is declared: attributes, access patterns, markers. What ElectroDB calls a schema.
#pragma once

#include "mastra/core/attribute_value.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mastra::model {

/// The type of an attribute. `json` is JSON kept as text (type S on the wire).
enum class attribute_type { string, number, boolean, json, binary, list, map, any };

struct attribute_definition {
    std::string name;
    attribute_type type = attribute_type::string;
    bool required = false;   ///< put, create and upsert refuse an item without it
    bool read_only = false;  ///< update and patch refuse to set it; upsert writes it only when absent
    /// Put, create and upsert use it when the attribute is not given.
    std::optional<attribute_value> default_value = {};
};

/// One side of a key: the field that holds it, and the attributes it is composed of, in order.
struct key_part {
    std::string field;
    std::vector<std::string> composites;
};

/// An access pattern: the primary key (no index name) or a global secondary index.
struct access_pattern {
    std::string name;                       ///< "primary", "byThread" and so on
    std::optional<std::string> index_name;  ///< "gsi1"; empty for the table itself
    key_part partition_key;
    key_part sort_key;
};

/// A whole entity. Markers are ElectroDB's: __edb_e__ = name, __edb_v__ = version in every item.
struct entity_definition {
    std::string service;  ///< "mastra"
    std::string name;     ///< "thread"
    std::string version;  ///< "1"
    std::vector<attribute_definition> attributes;
    std::vector<access_pattern> access_patterns;  ///< the first one is the primary key
    /// Keys are not lower-cased: ids that differ only in case have different keys. For kinds of our own; ElectroDB's
    /// entities never keep the case.
    bool keeps_case = false;
};

}  // namespace mastra::model
