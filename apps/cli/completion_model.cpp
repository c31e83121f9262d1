#include "cli/completion_model.hpp"

namespace mastra::cli {
namespace {

void add_options(const CLI::App& app, std::vector<completion_word>& into) {
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            into.push_back({"--" + name, option->get_description(), option->get_items_expected_max() > 0});
        }
    }
}

void add_places(const CLI::App& app, const std::string& path, const std::vector<completion_word>& common,
                std::vector<completion_place>& into) {
    completion_place place;
    place.path = path;
    add_options(app, place.options);
    if (!path.empty()) {
        for (const completion_word& word : common) {
            if (word.text != "--help" &&
                word.text != "--version") {  // each place has its own help, only the start a version
                place.options.push_back(word);
            }
        }
    }
    const auto subcommands = app.get_subcommands([](const CLI::App*) { return true; });
    for (const CLI::App* subcommand : subcommands) {
        place.subcommands.push_back({subcommand->get_name(), subcommand->get_description(), false});
    }
    into.push_back(std::move(place));
    for (const CLI::App* subcommand : subcommands) {
        add_places(*subcommand, path.empty() ? subcommand->get_name() : path + " " + subcommand->get_name(), common,
                   into);
    }
}

}  // namespace

std::vector<completion_place> completion_places(const CLI::App& app) {
    std::vector<completion_word> common;
    add_options(app, common);
    std::vector<completion_place> places;
    add_places(app, "", common, places);
    return places;
}

}  // namespace mastra::cli
