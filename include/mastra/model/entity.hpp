// An entity of the single table: turns attributes into items and keys, and starts operations on them.
#pragma once

#include "mastra/core/attribute_value.hpp"
#include "mastra/core/result.hpp"
#include "mastra/model/entity_definition.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mastra::model {

class get_builder;
class put_builder;
class update_builder;
class delete_builder;
class query_builder;
class scan_builder;

/// Which of the two places an item can be in (docs/formats/table-layout.md, "Ids that differ only in case").
enum class key_form {
    shared,  ///< ElectroDB's key: lower case, so ids that differ only in case share it
    /// Our second place: the shared key, to whose partition key (sort key, where that has a composite of its own, so
    /// that both places are in one partition) is added: "#ID_" and the first 32 hex digits of the SHA-256 of "<length
    /// of P>:<P><S>". P and S are both key texts before lower-casing; the length, in bytes, keeps them apart. All other
    /// keys are unchanged.
    exact
};

/// Immutable after construction; copies share the definition. Thread safety: any thread.
class entity {
public:
    /// Throws mastra::exception (invalid_definition) for a definition that contradicts itself.
    explicit entity(entity_definition definition);

    [[nodiscard]] const entity_definition& definition() const noexcept { return *definition_; }
    [[nodiscard]] const std::string& name() const noexcept { return definition_->name; }
    /// Null when there is none.
    [[nodiscard]] const access_pattern* find_pattern(std::string_view name) const noexcept;
    [[nodiscard]] const attribute_definition* find_attribute(std::string_view name) const noexcept;

    /// The primary key of the item with these composites (the "entity" composite is filled in by itself).
    /// Errors: missing_composite, invalid_attribute, key_too_long, key_unrepresentable.
    [[nodiscard]] result<attribute_map> key(const attribute_map& composites, key_form form = key_form::shared) const;
    /// True when no other composites can share this key, apart from those that lower-case to it: the shared key, before
    /// lower-casing, is in lower case already. Such an id always lives at its shared key.
    [[nodiscard]] bool is_canonical(const attribute_map& composites) const;
    /// True when the item carries this entity's markers and version (items of other kinds are not ours to read).
    [[nodiscard]] bool owns(const attribute_map& item) const noexcept;
    /// True when every primary composite stored in the item equals the one asked for, byte for byte.
    [[nodiscard]] bool same_identity(const attribute_map& item, const attribute_map& composites) const noexcept;

    /// The whole item as put writes it: defaults, markers, keys of every complete index. Attributes that the definition
    /// does not know are kept. Errors: missing_attribute, invalid_attribute, and those of key().
    [[nodiscard]] result<attribute_map> to_item(attribute_map attributes, key_form form = key_form::shared) const;
    /// The item without keys and markers.
    [[nodiscard]] attribute_map to_attributes(attribute_map item) const;

    // Intent verbs, with ElectroDB's meaning. Nothing is checked before params().
    [[nodiscard]] get_builder get(attribute_map composites) const;
    [[nodiscard]] put_builder put(attribute_map attributes) const;     ///< PutItem: replaces
    [[nodiscard]] put_builder create(attribute_map attributes) const;  ///< PutItem: must not exist
    [[nodiscard]] update_builder upsert(
        attribute_map attributes) const;  ///< UpdateItem: either; keeps what is not given
    [[nodiscard]] update_builder update(attribute_map composites) const;  ///< UpdateItem: may create
    [[nodiscard]] update_builder patch(attribute_map composites) const;   ///< UpdateItem: must exist
    [[nodiscard]] delete_builder erase(attribute_map composites) const;   ///< DeleteItem: tolerates absence
    [[nodiscard]] delete_builder remove(attribute_map composites) const;  ///< DeleteItem: must exist
    /// Query by access pattern; `composites` must have the partition key's, and may have leading ones of the sort key.
    [[nodiscard]] query_builder query(std::string_view pattern, attribute_map composites) const;
    [[nodiscard]] scan_builder scan() const;

private:
    std::shared_ptr<const entity_definition> definition_;
};

inline constexpr std::string_view entity_marker = "__edb_e__";
inline constexpr std::string_view version_marker = "__edb_v__";

}  // namespace mastra::model
