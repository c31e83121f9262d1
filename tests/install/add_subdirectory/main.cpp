// Renders a condition: enough to show that headers, libraries and the C++ standard arrive with the target.
#include <mastra/expression/condition.hpp>
#include <mastra/expression/render.hpp>

#include <iostream>

int main() {
    mastra::expression::substitutions names;
    const auto text = mastra::expression::render(mastra::expression::attr("id") == "t1", names);
    std::cout << text << '\n';
    return text.empty() ? 1 : 0;
}
