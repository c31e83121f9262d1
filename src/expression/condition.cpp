// Building conditions.
#include "mastra/expression/condition.hpp"

#include <utility>

namespace mastra::expression {

namespace {

/// Appends `side` to `parts`; a side of the same kind is flattened, so that a && b && c is one list.
template <class Junction>
void append_parts(std::vector<condition>& parts, condition side) {
    if (const auto* same = std::get_if<Junction>(&side.root())) {
        parts.insert(parts.end(), same->parts.begin(), same->parts.end());
        return;
    }
    parts.push_back(std::move(side));
}

template <class Junction>
condition join(condition a, condition b) {
    if (a.empty()) {
        return b;
    }
    if (b.empty()) {
        return a;
    }
    std::vector<condition> parts;
    append_parts<Junction>(parts, std::move(a));
    append_parts<Junction>(parts, std::move(b));
    return condition(Junction{std::move(parts)});
}

condition compare(attribute a, comparator op, attribute_value v) {
    return condition(comparison{std::move(a).location(), op, std::move(v)});
}

condition call(function name, const path& subject, std::vector<operand> arguments = {}) {
    return condition(function_call{name, subject, std::move(arguments)});
}

}  // namespace

condition::condition(node root) : root_(std::make_shared<const node>(std::move(root))) {}

const condition::node& condition::root() const noexcept {
    static const node always_true;
    return root_ ? *root_ : always_true;
}

condition operator&&(condition a, condition b) {
    return join<conjunction>(std::move(a), std::move(b));
}
condition operator||(condition a, condition b) {
    return join<disjunction>(std::move(a), std::move(b));
}
condition operator!(condition a) {
    if (a.empty()) {
        return a;
    }
    return condition(negation{std::make_shared<const condition>(std::move(a))});
}

attribute attribute::operator[](std::string name) const {
    attribute child = *this;
    child.path_.steps.emplace_back(std::move(name));
    return child;
}
attribute attribute::operator[](std::size_t index) const {
    attribute child = *this;
    child.path_.steps.emplace_back(index);
    return child;
}

condition attribute::exists() const {
    return call(function::attribute_exists, path_);
}
condition attribute::not_exists() const {
    return call(function::attribute_not_exists, path_);
}
condition attribute::begins_with(attribute_value prefix) const {
    return call(function::begins_with, path_, {std::move(prefix)});
}
condition attribute::contains(attribute_value part) const {
    return call(function::contains, path_, {std::move(part)});
}
condition attribute::has_type(std::string_view type_name) const {
    return call(function::attribute_type, path_, {attribute_value(type_name)});
}
condition attribute::between(attribute_value low, attribute_value high) const {
    return condition(expression::between{path_, std::move(low), std::move(high)});
}
condition attribute::in(std::vector<attribute_value> choices) const {
    return condition(in_list{path_, {choices.begin(), choices.end()}});
}

condition operator==(attribute a, attribute_value v) {
    return compare(std::move(a), comparator::equal, std::move(v));
}
condition operator!=(attribute a, attribute_value v) {
    return compare(std::move(a), comparator::not_equal, std::move(v));
}
condition operator<(attribute a, attribute_value v) {
    return compare(std::move(a), comparator::less, std::move(v));
}
condition operator<=(attribute a, attribute_value v) {
    return compare(std::move(a), comparator::less_or_equal, std::move(v));
}
condition operator>(attribute a, attribute_value v) {
    return compare(std::move(a), comparator::greater, std::move(v));
}
condition operator>=(attribute a, attribute_value v) {
    return compare(std::move(a), comparator::greater_or_equal, std::move(v));
}

}  // namespace mastra::expression
