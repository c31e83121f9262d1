// Rendering conditions, updates and projections.
#include "mastra/expression/render.hpp"

#include "mastra/core/concat.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace mastra::expression {

namespace {

/// How tightly an expression holds together, loosest first: an operand looser than its operator needs parentheses.
enum class binding { disjunction, conjunction, negation, atom };

struct rendered {
    std::string text;
    binding strength = binding::atom;
};

std::string placeholder(char kind, std::size_t index) {
    return concat(std::string_view(&kind, 1), std::to_string(index));
}

template <class T, class Wanted>
std::size_t index_of(std::vector<T>& known, const Wanted& wanted) {
    const auto found = std::find(known.begin(), known.end(), wanted);
    const auto index = static_cast<std::size_t>(found - known.begin());
    if (found == known.end()) {
        known.emplace_back(wanted);
    }
    return index;
}

std::string_view text_of(comparator op) {
    switch (op) {
        case comparator::equal:
            return "=";
        case comparator::not_equal:
            return "<>";
        case comparator::less:
            return "<";
        case comparator::less_or_equal:
            return "<=";
        case comparator::greater:
            return ">";
        case comparator::greater_or_equal:
            return ">=";
    }
    return {};
}

std::string_view text_of(function name) {
    switch (name) {
        case function::attribute_exists:
            return "attribute_exists";
        case function::attribute_not_exists:
            return "attribute_not_exists";
        case function::attribute_type:
            return "attribute_type";
        case function::begins_with:
            return "begins_with";
        case function::contains:
            return "contains";
    }
    return {};
}

class condition_renderer {
public:
    explicit condition_renderer(substitutions& into) : into_(into) {}

    [[nodiscard]] rendered render(const condition& c) const { return std::visit(*this, c.root()); }

    [[nodiscard]] std::string render(const path& location) const {
        std::string text;
        for (const auto& step : location.steps) {
            if (const auto* name = std::get_if<std::string>(&step)) {
                text += (text.empty() ? "" : ".") + into_.name(*name);
            } else {
                text += concat("[", std::to_string(std::get<std::size_t>(step)), "]");
            }
        }
        return text;
    }

    rendered operator()(std::monostate) const { return {}; }
    rendered operator()(const comparison& c) const {
        // Evaluated one after the other: placeholders count up from left to right.
        const std::string left = render(c.left);
        return {concat(left, " ", text_of(c.op), " ", render(c.right))};
    }
    rendered operator()(const between& b) const {
        const std::string value = render(b.value);
        const std::string low = render(b.low);
        return {concat(value, " BETWEEN ", low, " AND ", render(b.high))};
    }
    rendered operator()(const in_list& list) const {
        const std::string value = render(list.value);
        return {concat(value, " IN (", render_all(list.choices), ")")};
    }
    rendered operator()(const function_call& call) const {
        const std::string subject = render(call.subject);
        const std::string arguments = render_all(call.arguments);
        return {concat(text_of(call.name), "(", subject, arguments.empty() ? "" : ", ", arguments, ")")};
    }
    rendered operator()(const conjunction& all) const { return joined(all.parts, " AND ", binding::conjunction); }
    rendered operator()(const disjunction& any) const { return joined(any.parts, " OR ", binding::disjunction); }
    rendered operator()(const negation& n) const {
        const rendered part = render(*n.part);
        return part.text.empty() ? part : rendered{concat("NOT (", part.text, ")"), binding::negation};
    }

private:
    [[nodiscard]] std::string render(const operand& o) const {
        if (const auto* location = std::get_if<path>(&o)) {
            return render(*location);
        }
        if (const auto* value = std::get_if<attribute_value>(&o)) {
            return into_.value(*value);
        }
        return concat("size(", render(std::get<size_of>(o).of), ")");
    }

    [[nodiscard]] std::string render_all(const std::vector<operand>& operands) const {
        std::string text;
        for (const auto& o : operands) {
            text += (text.empty() ? "" : ", ") + render(o);
        }
        return text;
    }

    /// Parts that render to nothing drop out; a part that is left alone stands for the whole.
    [[nodiscard]] rendered joined(const std::vector<condition>& parts, std::string_view separator,
                                  binding strength) const {
        std::vector<rendered> sides;
        for (const auto& part : parts) {
            if (auto side = render(part); !side.text.empty()) {
                sides.push_back(std::move(side));
            }
        }
        if (sides.size() == 1) {
            return std::move(sides.front());
        }
        rendered whole{{}, strength};
        for (const auto& side : sides) {
            whole.text += whole.text.empty() ? std::string_view() : separator;
            whole.text += side.strength < strength ? concat("(", side.text, ")") : side.text;
        }
        return whole;
    }

    substitutions& into_;
};

enum class clause { set, remove, add, erase };
constexpr std::array<std::string_view, 4> clause_keywords{"SET", "REMOVE", "ADD", "DELETE"};

clause clause_of(const update_action& action) {
    if (std::holds_alternative<remove_path>(action)) {
        return clause::remove;
    }
    if (std::holds_alternative<add_value>(action)) {
        return clause::add;
    }
    return std::holds_alternative<delete_from_set>(action) ? clause::erase : clause::set;
}

class action_renderer {
public:
    explicit action_renderer(substitutions& into) : into_(into), paths_(into) {}

    std::string operator()(const set_value& a) const {
        const std::string target = paths_.render(a.target);
        return concat(target, " = ", into_.value(a.value));
    }
    std::string operator()(const set_if_absent& a) const {
        const std::string target = paths_.render(a.target);
        return concat(target, " = if_not_exists(", target, ", ", into_.value(a.value), ")");
    }
    std::string operator()(const set_sum& a) const {
        const std::string target = paths_.render(a.target);
        const std::string initial = into_.value(a.initial);
        return concat(target, " = if_not_exists(", target, ", ", initial, ") + ", into_.value(a.value));
    }
    std::string operator()(const append_list& a) const {
        const std::string target = paths_.render(a.target);
        return concat(target, " = list_append(", target, ", ", into_.value(a.values), ")");
    }
    std::string operator()(const remove_path& a) const { return paths_.render(a.target); }
    std::string operator()(const add_value& a) const { return with_value(a.target, a.value); }
    std::string operator()(const delete_from_set& a) const { return with_value(a.target, a.value); }

private:
    [[nodiscard]] std::string with_value(const path& target, const attribute_value& value) const {
        const std::string text = paths_.render(target);
        return concat(text, " ", into_.value(value));
    }

    substitutions& into_;
    condition_renderer paths_;
};

}  // namespace

std::string substitutions::name(std::string_view attribute_name) {
    return placeholder('#', index_of(names_, attribute_name));
}
std::string substitutions::value(const attribute_value& value) {
    return placeholder(':', index_of(values_, value));
}

std::map<std::string, std::string, std::less<>> substitutions::names() && {
    std::map<std::string, std::string, std::less<>> named;
    for (std::size_t i = 0; i < names_.size(); ++i) {
        named.emplace(placeholder('#', i), std::move(names_[i]));
    }
    return named;
}
attribute_map substitutions::values() && {
    attribute_map::storage entries;
    entries.reserve(values_.size());
    for (std::size_t i = 0; i < values_.size(); ++i) {
        entries.push_back({placeholder(':', i), std::move(values_[i])});
    }
    return attribute_map::from_entries(std::move(entries));
}

std::string render(const condition& condition, substitutions& into) {
    return condition_renderer(into).render(condition).text;
}

std::string render(const update& update, substitutions& into) {
    const action_renderer renderer(into);
    std::string text;
    for (std::size_t kind = 0; kind < clause_keywords.size(); ++kind) {
        std::string list;
        for (const auto& action : update.actions()) {
            if (clause_of(action) == static_cast<clause>(kind)) {
                list += (list.empty() ? "" : ", ") + std::visit(renderer, action);
            }
        }
        if (!list.empty()) {
            text += concat(text.empty() ? "" : " ", clause_keywords[kind], " ", list);
        }
    }
    return text;
}

std::string render_projection(const std::vector<std::string>& attribute_names, substitutions& into) {
    std::string text;
    // DynamoDB refuses a projection that names an attribute twice.
    const std::set<std::string_view> distinct(attribute_names.begin(), attribute_names.end());
    for (const auto name : distinct) {
        text += (text.empty() ? "" : ", ") + into.name(name);
    }
    return text;
}

}  // namespace mastra::expression
