#include "cli/completion_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace mastra::cli {
namespace {

constexpr std::string_view program = "mastra-dynamodb";

using place_list = std::vector<completion_place>;

/// Words of the options that take a value, each once: the words after them are no commands.
std::string valued_options(const place_list& places, std::string_view separator) {
    std::vector<std::string> names;
    for (const completion_place& place : places) {
        for (const completion_word& option : place.options) {
            if (option.takes_value && std::ranges::count(names, option.text) == 0) {
                names.push_back(option.text);
            }
        }
    }
    return fmt::format("{}", fmt::join(names, separator));
}

std::string words_of(const completion_place& place) {
    std::string words;
    for (const auto& list : {place.subcommands, place.options}) {
        for (const completion_word& word : list) {
            words += (words.empty() ? "" : " ") + word.text;
        }
    }
    return words;
}

std::string shell_quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    }
    return out + "'";
}

/// The words of the line that are commands, joined by blanks: bash and zsh find the place by it.
constexpr std::string_view find_place = R"(    local place="" word skip=""
    for word in "${{words[@]:1:{count}}}"; do
        if [[ -n "$skip" ]]; then skip=""; continue; fi
        case "$word" in
            {valued}) skip=yes ;;
            -*) ;;
            *) place="${{place:+$place }}$word" ;;
        esac
    done
)";

std::string bash_script(const place_list& places) {
    std::string text = fmt::format("# bash completion of {0}; load it with: source <({0} completion bash)\n", program);
    text += "_mastra_dynamodb() {\n    local words=(\"${COMP_WORDS[@]}\") current=\"${COMP_WORDS[COMP_CWORD]}\"\n";
    text += fmt::format(fmt::runtime(find_place), fmt::arg("count", "COMP_CWORD - 1"),
                        fmt::arg("valued", valued_options(places, "|")));
    text +=
        "    [[ -n \"$skip\" ]] && { COMPREPLY=($(compgen -f -- \"$current\")); return; }\n    case \"$place\" in\n";
    // The longest path first: positional words may follow it.
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
        const std::string pattern =
            place->path.empty() ? "*" : fmt::format("{0}|{0}\\ *", fmt::format("\"{}\"", place->path));
        text += fmt::format("        {}) COMPREPLY=($(compgen -W {} -- \"$current\")) ;;\n", pattern,
                            shell_quoted(words_of(*place)));
    }
    text +=
        "    esac\n    [[ ${#COMPREPLY[@]} -gt 0 || \"$current\" == -* ]] || COMPREPLY=($(compgen -f -- "
        "\"$current\"))\n";
    return text + fmt::format("}}\ncomplete -F _mastra_dynamodb {}\n", program);
}

std::string zsh_words(const completion_place& place) {
    std::string text;
    for (const auto& list : {place.subcommands, place.options}) {
        for (const completion_word& word : list) {
            text += fmt::format(" {}", shell_quoted(fmt::format("{}:{}", word.text, word.description)));
        }
    }
    return text;
}

std::string zsh_script(const place_list& places) {
    std::string text = fmt::format("#compdef {}\n_mastra_dynamodb() {{\n", program);
    text += fmt::format(fmt::runtime(find_place), fmt::arg("count", "CURRENT - 2"),
                        fmt::arg("valued", valued_options(places, "|")));
    text += "    local -a choices\n    [[ -n \"$skip\" ]] && { _files; return; }\n    case \"$place\" in\n";
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
        const std::string pattern = place->path.empty() ? "*" : fmt::format("\"{0}\"|\"{0} \"*", place->path);
        text += fmt::format("        {}) choices=({}) ;;\n", pattern, zsh_words(*place));
    }
    return text + "    esac\n    _describe 'command or option' choices || _files\n}\n_mastra_dynamodb \"$@\"\n";
}

std::string fish_condition(const completion_place& place) {
    if (place.path.empty()) {
        return "__fish_use_subcommand";
    }
    const std::size_t blank = place.path.find(' ');
    std::string condition = fmt::format("__fish_seen_subcommand_from {}", place.path.substr(0, blank));
    if (blank != std::string::npos) {
        condition += fmt::format("; and __fish_seen_subcommand_from {}", place.path.substr(blank + 1));
    } else if (!place.subcommands.empty()) {
        condition += "; and not __fish_seen_subcommand_from";
        for (const completion_word& word : place.subcommands) {
            condition += " " + word.text;
        }
    }
    return condition;
}

std::string fish_script(const place_list& places) {
    std::string text = fmt::format("# fish completion of {}\n", program);
    for (const completion_place& place : places) {
        const std::string start = fmt::format("complete -c {} -n {}", program, shell_quoted(fish_condition(place)));
        for (const completion_word& word : place.subcommands) {
            text += fmt::format("{} -f -a {} -d {}\n", start, word.text, shell_quoted(word.description));
        }
        for (const completion_word& word : place.options) {
            text += fmt::format("{} -l {}{} -d {}\n", start, word.text.substr(2), word.takes_value ? " -r" : "",
                                shell_quoted(word.description));
        }
    }
    return text;
}

struct shell_row {
    std::string_view name;
    std::string (*make)(const place_list& places);
};
constexpr std::array shells = {shell_row{"bash", bash_script}, shell_row{"zsh", zsh_script},
                               shell_row{"fish", fish_script}};

}  // namespace

std::optional<std::string> completion_script(const CLI::App& app, std::string_view shell) {
    const auto row = std::ranges::find(shells, shell, &shell_row::name);
    return row == shells.end() ? std::nullopt : std::optional(row->make(completion_places(app)));
}

std::vector<std::string> completion_shells() {
    std::vector<std::string> names;
    for (const shell_row& row : shells) {
        names.emplace_back(row.name);
    }
    return names;
}

}  // namespace mastra::cli
