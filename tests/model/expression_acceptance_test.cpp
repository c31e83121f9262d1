// DynamoDB takes every expression that we can render: random trees, from a seed that is printed.
#include "model/table_fixture.hpp"

#include "mastra/expression/render.hpp"

#include <random>

namespace mastra::test {
namespace {

using namespace expression;

class random_tree {
public:
    explicit random_tree(unsigned seed) : random_(seed) {}

    condition make(int depth) {
        switch (below(depth == 0 ? 1 : 4)) {
            case 1:
                return make(depth - 1) && make(depth - 1);
            case 2:
                return make(depth - 1) || make(depth - 1);
            case 3:
                return !make(depth - 1);
            default:
                return leaf();
        }
    }

    update changes() {
        update u;
        u.set("a size", below(9)).set_if_not_exists("b", "x").increment("count", below(5)).remove("gone");
        u.add("total", below(3)).erase_from_set("tags", make_set(std::vector<std::string>{"t"}));
        u.action(append_list{attr("list").location(), {1, "two"}});
        return u;
    }

private:
    int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }

    attribute any_attribute() {
        const attribute names[] = {attr("a size"), attr("b"), attr("list")[std::size_t{0}], attr("map")["key.x"]["#"]};
        return names[below(4)];
    }
    attribute_value any_value() {
        const attribute_value values[] = {1, "x", true, null_value(), binary{"b"}, attribute_list{1}};
        return values[below(6)];
    }
    attribute_value scalar() { return below(2) == 0 ? attribute_value(below(9)) : attribute_value("s"); }

    condition leaf() {
        const auto a = any_attribute();
        switch (below(10)) {
            case 0:
                return a == any_value();
            case 1:
                return a != any_value();
            case 2:
                return a < scalar();
            case 3:
                return a.exists();
            case 4:
                return a.not_exists();
            case 5:
                return a.begins_with("x");
            case 6:
                return a.contains("x");
            case 7:
                return a.in({1, "x", 2});
            case 8:
                return a.has_type("S");
            default:
                return a.between(1, 5) &&
                       condition(comparison{a.size(), comparator::greater_or_equal, attribute_value(1)});
        }
    }

    std::mt19937 random_;
};

class expression_acceptance : public table_test {};

TEST_F(expression_acceptance, of_every_condition) {
    constexpr unsigned seed = 20261122;
    random_tree trees(seed);
    int met = 0;
    for (int i = 0; i < 300; ++i) {
        substitutions into;
        protocol::put_item_request put;
        put.table_name = table;
        put.item = attribute_map{{"pk", "p"}, {"sk", "s"}, {"b", "x"}, {"a size", 3}};
        put.condition_expression = render(trees.make(4), into);
        auto names = into;
        put.substitutions.names = std::move(names).names();
        put.substitutions.values = std::move(into).values();
        const std::string text = *put.condition_expression;
        const auto reply = send(std::move(put));
        met += reply.has_value() ? 1 : 0;
        ASSERT_TRUE(reply.has_value() || reply.error().is(service_errc::conditional_check_failed))
            << "seed " << seed << ", " << text << ": " << reply.error().message();
    }
    EXPECT_GT(met, 20);
    EXPECT_LT(met, 280);
}

TEST_F(expression_acceptance, of_every_update_action) {
    protocol::put_item_request put;
    put.table_name = table;
    put.item = attribute_map{{"pk", "p"},
                             {"sk", "s"},
                             {"list", attribute_list{0}},
                             {"tags", make_set(std::vector<std::string>{"t", "u"})},
                             {"gone", 1}};
    ASSERT_TRUE(send(put).has_value());
    substitutions into;
    protocol::update_item_request update;
    update.table_name = table;
    update.key = attribute_map{{"pk", "p"}, {"sk", "s"}};
    update.update_expression = render(random_tree(1).changes(), into);
    auto names = into;
    update.substitutions.names = std::move(names).names();
    update.substitutions.values = std::move(into).values();
    update.returned = protocol::return_values::all_new;
    const auto reply = send(update);
    ASSERT_TRUE(reply.has_value()) << reply.error().message();
    const auto& item = *reply->attributes;
    EXPECT_EQ(*item.find("b"), attribute_value("x"));
    EXPECT_EQ(*item.find("list"), attribute_value(attribute_list{0, 1, "two"}));
    EXPECT_EQ(*item.find("tags"), attribute_value(make_set(std::vector<std::string>{"u"})));
    EXPECT_FALSE(item.contains("gone"));
}

}  // namespace
}  // namespace mastra::test
