// Rendering conditions, updates and projections.
#include "mastra/expression/render.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <set>
#include <utility>

namespace mastra::expression {

namespace {

/// How tightly an expression holds together, loosest first: an operand looser than its operator needs parentheses.
enum class binding { disjunction, conjunction, negation, atom };

void append_number(std::string& text, std::size_t number) {
    if (number < 10) {
        text += static_cast<char>('0' + number);
        return;
    }
    char digits[24];
    text.append(digits, std::to_chars(std::begin(digits), std::end(digits), number).ptr);
}

std::string placeholder(char kind, std::size_t index) {
    std::string text(1, kind);
    append_number(text, index);
    return text;
}

/// Calls `visit` with the numbers below `count` in the order of their text: 0, 1, 10, 11, 2, ...
template <class Visit>
void in_order_of_text(std::size_t count, Visit&& visit, std::size_t first = 0) {
    for (std::size_t number = first; number < std::min(count, first + 10); ++number) {
        visit(number);
        if (number != 0) {
            in_order_of_text(count, visit, number * 10);
        }
    }
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

bool renders_to_nothing(const condition& c) {
    const auto all_do = [](const std::vector<condition>& parts) {
        return std::ranges::all_of(parts, renders_to_nothing);
    };
    if (const auto* all = std::get_if<conjunction>(&c.root())) {
        return all_do(all->parts);
    }
    if (const auto* any = std::get_if<disjunction>(&c.root())) {
        return all_do(any->parts);
    }
    const auto* no = std::get_if<negation>(&c.root());
    return no != nullptr ? renders_to_nothing(*no->part) : c.empty();
}

/// Appends to a text. Placeholders count up from left to right.
class text_renderer {
public:
    text_renderer(std::string& text, substitutions& into) : text_(text), into_(into) {}

    void append(std::string_view text) const { text_ += text; }
    void append_name(std::string_view attribute_name) const {
        text_ += '#';
        append_number(text_, into_.name(attribute_name));
    }
    void append_value(attribute_value&& value) const {
        text_ += ':';
        append_number(text_, into_.value(std::move(value)));
    }
    void append_path(const path& location) const {
        append_name(location.attribute);
        for (const auto& step : location.steps) {
            if (const auto* name = std::get_if<std::string>(&step)) {
                text_ += '.';
                append_name(*name);
            } else {
                text_ += '[';
                append_number(text_, std::get<std::size_t>(step));
                text_ += ']';
            }
        }
    }

private:
    std::string& text_;
    substitutions& into_;
};

class condition_renderer {
public:
    explicit condition_renderer(const text_renderer& out) : out_(out) {}

    void render(const condition& c) const { std::visit(*this, c.root()); }

    void operator()(std::monostate) const {}
    void operator()(const comparison& c) const {
        render(c.left);
        out_.append(" ");
        out_.append(text_of(c.op));
        out_.append(" ");
        render(c.right);
    }
    void operator()(const between& b) const {
        render(b.value);
        out_.append(" BETWEEN ");
        render(b.low);
        out_.append(" AND ");
        render(b.high);
    }
    void operator()(const in_list& list) const {
        render(list.value);
        std::string_view before = " IN (";
        for (const auto& choice : list.choices) {
            out_.append(std::exchange(before, ", "));
            render(choice);
        }
        out_.append(list.choices.empty() ? " IN ()" : ")");
    }
    void operator()(const function_call& call) const {
        out_.append(text_of(call.name));
        out_.append("(");
        out_.append_path(call.subject);
        for (const auto& argument : call.arguments) {
            out_.append(", ");
            render(argument);
        }
        out_.append(")");
    }
    void operator()(const conjunction& all) const { join(all.parts, " AND ", binding::conjunction); }
    void operator()(const disjunction& any) const { join(any.parts, " OR ", binding::disjunction); }
    void operator()(const negation& n) const {
        if (!renders_to_nothing(*n.part)) {
            out_.append("NOT (");
            render(*n.part);
            out_.append(")");
        }
    }

private:
    void render(const operand& o) const {
        if (const auto* location = std::get_if<path>(&o)) {
            out_.append_path(*location);
        } else if (const auto* value = std::get_if<attribute_value>(&o)) {
            out_.append_value(attribute_value(*value));
        } else {
            out_.append("size(");
            out_.append_path(std::get<size_of>(o).of);
            out_.append(")");
        }
    }

    /// The one part that renders to something; none when there are several, or none at all.
    [[nodiscard]] static const condition* only_part(const std::vector<condition>& parts) {
        const auto says = [](const condition& part) { return !renders_to_nothing(part); };
        const auto first = std::ranges::find_if(parts, says);
        return first == parts.end() || std::any_of(first + 1, parts.end(), says) ? nullptr : &*first;
    }

    [[nodiscard]] static binding strength_of(const condition& c) {
        const auto of_junction = [](const std::vector<condition>& parts, binding own) {
            const condition* only = only_part(parts);
            return only != nullptr ? strength_of(*only) : own;
        };
        if (const auto* all = std::get_if<conjunction>(&c.root())) {
            return of_junction(all->parts, binding::conjunction);
        }
        if (const auto* any = std::get_if<disjunction>(&c.root())) {
            return of_junction(any->parts, binding::disjunction);
        }
        return std::holds_alternative<negation>(c.root()) ? binding::negation : binding::atom;
    }

    /// Parts that render to nothing drop out; a part that is left alone stands for the whole.
    void join(const std::vector<condition>& parts, std::string_view separator, binding strength) const {
        const bool is_alone = only_part(parts) != nullptr;
        std::string_view before;
        for (const auto& part : parts) {
            if (renders_to_nothing(part)) {
                continue;
            }
            const bool is_looser = !is_alone && strength_of(part) < strength;
            out_.append(std::exchange(before, separator));
            out_.append(is_looser ? "(" : "");
            render(part);
            out_.append(is_looser ? ")" : "");
        }
    }

    const text_renderer& out_;
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

/// Takes the values of the actions.
class action_renderer {
public:
    explicit action_renderer(const text_renderer& out) : out_(out) {}

    void operator()(set_value& a) const {
        out_.append_path(a.target);
        out_.append(" = ");
        out_.append_value(std::move(a.value));
    }
    void operator()(set_if_absent& a) const { assign_function("if_not_exists(", a.target, std::move(a.value)); }
    void operator()(set_sum& a) const {
        assign_function("if_not_exists(", a.target, std::move(a.initial));
        out_.append(" + ");
        out_.append_value(std::move(a.value));
    }
    void operator()(append_list& a) const { assign_function("list_append(", a.target, std::move(a.values)); }
    void operator()(remove_path& a) const { out_.append_path(a.target); }
    void operator()(add_value& a) const { with_value(a.target, std::move(a.value)); }
    void operator()(delete_from_set& a) const { with_value(a.target, std::move(a.value)); }

private:
    /// "target = function(target, value)"
    void assign_function(std::string_view function, const path& target, attribute_value&& value) const {
        out_.append_path(target);
        out_.append(" = ");
        out_.append(function);
        out_.append_path(target);
        out_.append(", ");
        out_.append_value(std::move(value));
        out_.append(")");
    }
    void with_value(const path& target, attribute_value&& value) const {
        out_.append_path(target);
        out_.append(" ");
        out_.append_value(std::move(value));
    }

    const text_renderer& out_;
};

}  // namespace

void substitutions::expect(std::size_t more) {
    names_.reserve(names_.size() + more);
    values_.reserve(values_.size() + more);
}
std::size_t substitutions::name(std::string_view attribute_name) {
    const auto found = std::ranges::find_if(names_, [=](const auto& known) { return known.second == attribute_name; });
    const auto index = static_cast<std::size_t>(found - names_.begin());
    if (found == names_.end()) {
        names_.emplace_back(placeholder('#', index), attribute_name);
    }
    return index;
}
std::size_t substitutions::value(attribute_value&& value) {
    const auto found = std::ranges::find(values_, value);
    const auto index = static_cast<std::size_t>(found - values_.begin());
    if (found == values_.end()) {
        values_.push_back(std::move(value));
    }
    return index;
}

attribute_map substitutions::values() && {
    attribute_map::storage entries;
    entries.reserve(values_.size());
    in_order_of_text(values_.size(), [&](std::size_t i) {
        entries.push_back({placeholder(':', i), std::move(values_[i])});
    });
    return attribute_map::from_sorted(std::move(entries));
}

std::string render(const condition& condition, substitutions& into) {
    std::string text;
    condition_renderer(text_renderer(text, into)).render(condition);
    return text;
}

std::string render(update update, substitutions& into) {
    constexpr std::size_t action_bytes = 16;  // "#10 = :10, " is the usual one
    std::vector<update_action> actions = std::move(update).actions();
    std::string text;
    text.reserve(actions.size() * action_bytes);
    into.expect(actions.size());
    const text_renderer out(text, into);
    const action_renderer renderer(out);
    for (std::size_t kind = 0; kind < clause_keywords.size(); ++kind) {
        bool is_first = true;
        for (auto& action : actions) {
            if (clause_of(action) != static_cast<clause>(kind)) {
                continue;
            }
            if (std::exchange(is_first, false)) {
                out.append(text.empty() ? "" : " ");
                out.append(clause_keywords[kind]);
                out.append(" ");
            } else {
                out.append(", ");
            }
            std::visit(renderer, action);
        }
    }
    return text;
}

std::string render_projection(const std::vector<std::string>& attribute_names, substitutions& into) {
    std::string text;
    const text_renderer out(text, into);
    // DynamoDB refuses a projection that names an attribute twice.
    const std::set<std::string_view> distinct(attribute_names.begin(), attribute_names.end());
    for (const auto name : distinct) {
        out.append(text.empty() ? "" : ", ");
        out.append_name(name);
    }
    return text;
}

}  // namespace mastra::expression
