// Operations on entities: collect what is wanted, and params() gives the exact DynamoDB request without sending it.
#pragma once

#include "mastra/expression/condition.hpp"
#include "mastra/expression/update.hpp"
#include "mastra/model/cursor.hpp"
#include "mastra/model/entity.hpp"
#include "mastra/protocol/item_operations.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mastra::model {

// All builders are values; calls may be chained on temporaries. params() validates everything at once and returns the
// first fault. `table` is the table's name.

class get_builder {
public:
    get_builder(entity entity, attribute_map composites);
    get_builder& at(key_form form);
    get_builder& consistent(bool on = true);
    get_builder& attributes(std::vector<std::string> names);  ///< a projection
    [[nodiscard]] result<protocol::get_item_request> params(std::string_view table) const;

private:
    entity entity_;
    attribute_map composites_;
    key_form form_ = key_form::shared;
    bool consistent_ = false;
    std::vector<std::string> projection_;
};

/// What the builders of writes have in common: `Builder` is the derived class.
template <class Builder>
class write_builder {
public:
    Builder& at(key_form form) {
        form_ = form;
        return self();
    }
    /// Joined with && when called again.
    Builder& where(expression::condition condition) {
        where_ = std::move(where_) && std::move(condition);
        return self();
    }
    Builder& returning(protocol::return_values values) {
        returned_ = values;
        return self();
    }
    /// The item that is there comes back in error_detail::rejected_item when the condition fails.
    Builder& returning_rejected() {
        returned_on_failure_ = true;
        return self();
    }

protected:
    key_form form_ = key_form::shared;
    expression::condition where_;
    protocol::return_values returned_ = protocol::return_values::none;
    bool returned_on_failure_ = false;

private:
    Builder& self() { return static_cast<Builder&>(*this); }
};

class put_builder : public write_builder<put_builder> {
public:
    enum class intent { put, create };
    put_builder(entity entity, attribute_map attributes, intent kind);
    [[nodiscard]] result<protocol::put_item_request> params(std::string_view table) const;

private:
    entity entity_;
    attribute_map attributes_;
    intent intent_;
};

class update_builder : public write_builder<update_builder> {
public:
    enum class intent { upsert, update, patch };
    /// For upsert `attributes` is the record; for update and patch the primary composites.
    update_builder(entity entity, attribute_map attributes, intent kind);
    // Changes. Those of upsert are added to the record, or replace what it says. Of two on one attribute the later one
    // holds.

    /// SET. In update and patch refused for read-only attributes and for parts of the primary key. Where a composite of
    /// an index key is set that key field is set with it; missing_composite when its other composites are not known
    /// from set() and the primary composites.
    update_builder& set(std::string name, attribute_value value);
    /// SET where the attribute is absent; allowed for read-only attributes. An index key follows: `createdAt` set so
    /// sets the sort key made of it only where that is absent.
    update_builder& set_if_not_exists(std::string name, attribute_value value);
    /// Adds to a number, which is 0 where it is absent.
    update_builder& increment(std::string name, number by);
    /// REMOVE, together with the index key fields made of the attribute. Refused for required attributes.
    update_builder& remove(std::string name);
    /// A raw action on any field, keys included; nothing is checked. For what the intents above cannot say. It replaces
    /// what the model would do with the same field.
    update_builder& raw(expression::update_action action);
    [[nodiscard]] result<protocol::update_item_request> params(std::string_view table) const;

private:
    entity entity_;
    attribute_map attributes_;
    intent intent_;
    expression::update changes_;
    std::vector<expression::update_action> raw_;
};

class delete_builder : public write_builder<delete_builder> {
public:
    enum class intent { erase, remove };
    delete_builder(entity entity, attribute_map composites, intent kind);
    [[nodiscard]] result<protocol::delete_item_request> params(std::string_view table) const;

private:
    entity entity_;
    attribute_map composites_;
    intent intent_;
};

class query_builder {
public:
    query_builder(entity entity, std::string pattern, attribute_map composites);
    // Ranges on the sort key, given as composites (the missing tail is left open). At most one of them.
    query_builder& begins(attribute_map sort_composites);
    query_builder& between(attribute_map low, attribute_map high);  ///< inclusive
    query_builder& gte(attribute_map sort_composites);
    query_builder& gt(attribute_map sort_composites);
    query_builder& lte(attribute_map sort_composites);
    query_builder& lt(attribute_map sort_composites);
    query_builder& where(expression::condition filter);
    /// Filters on the exact composites given to the query, so that ids that only share a key are left out. On by
    /// default. (Items of other entities never come back, whatever is set here.)
    query_builder& check_identity(bool on);
    query_builder& attributes(std::vector<std::string> names);
    query_builder& descending(bool on = true);
    query_builder& consistent(bool on = true);
    query_builder& limit(std::int32_t items);
    query_builder& count_only();
    query_builder& after(attribute_map exclusive_start_key);
    query_builder& after(const cursor& cursor);  ///< refused in params() when it was made by another query
    [[nodiscard]] result<protocol::query_request> params(std::string_view table) const;
    /// The cursor that goes on after `last_evaluated_key` of this very query.
    [[nodiscard]] result<cursor> cursor_after(const attribute_map& last_evaluated_key) const;

private:
    enum class range { none, begins, between, gte, gt, lte, lt };
    query_builder& set_range(range kind, attribute_map low, attribute_map high = {});
    [[nodiscard]] result<const access_pattern*> checked_pattern() const;
    [[nodiscard]] result<expression::condition> sort_condition(const access_pattern& pattern) const;
    [[nodiscard]] expression::condition filter(const access_pattern& pattern) const;
    [[nodiscard]] result<std::optional<attribute_map>> start_key(const access_pattern& pattern,
                                                                 std::string_view partition_key) const;
    [[nodiscard]] result<std::string> fingerprint() const;

    entity entity_;
    std::string pattern_;
    attribute_map composites_;
    range range_ = range::none;
    bool range_given_twice_ = false;
    attribute_map low_;
    attribute_map high_;
    expression::condition where_;
    bool check_identity_ = true;
    std::vector<std::string> projection_;
    bool descending_ = false;
    bool consistent_ = false;
    bool count_only_ = false;
    std::optional<std::int32_t> limit_;
    std::optional<attribute_map> after_;
    std::optional<cursor> cursor_;
};

class scan_builder {
public:
    explicit scan_builder(entity entity);
    scan_builder& where(expression::condition filter);
    scan_builder& attributes(std::vector<std::string> names);
    scan_builder& consistent(bool on = true);
    scan_builder& limit(std::int32_t items);
    scan_builder& count_only();
    scan_builder& after(attribute_map exclusive_start_key);
    /// Filters on this entity's markers and key prefixes, as ElectroDB does.
    [[nodiscard]] result<protocol::scan_request> params(std::string_view table) const;

private:
    entity entity_;
    expression::condition where_;
    std::vector<std::string> projection_;
    bool consistent_ = false;
    bool count_only_ = false;
    std::optional<std::int32_t> limit_;
    std::optional<attribute_map> after_;
};

/// Up to 100 writes that happen together or not at all. Parts come from params() of the builders above.
class transaction_builder {
public:
    /// `key_names`: the table's key attributes, to tell the items of puts apart.
    explicit transaction_builder(std::vector<std::string> key_names = {"pk", "sk"});
    transaction_builder& add(protocol::put_item_request write);
    transaction_builder& add(protocol::update_item_request write);
    transaction_builder& add(protocol::delete_item_request write);
    transaction_builder& check(protocol::transact_condition_check check);
    /// Errors: invalid_expression for more than 100 writes, none at all, or two on one key.
    [[nodiscard]] result<protocol::transact_write_items_request> params() const;

private:
    std::vector<std::string> key_names_;
    std::vector<protocol::transact_write> writes_;
};

}  // namespace mastra::model
