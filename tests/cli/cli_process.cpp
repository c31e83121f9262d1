#include "cli/cli_process.hpp"

#include <simdjson.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace mastra::test {
namespace {

std::vector<std::string> environment_for(const cli_input& input) {
    std::map<std::string, std::string> variables = {
        {"PATH", "/usr/bin:/bin"},
        {"HOME", "/nonexistent"},
        {"AWS_ACCESS_KEY_ID", "test"},
        {"AWS_SECRET_ACCESS_KEY", "test"},
        {"AWS_REGION", "us-east-1"},
        {"AWS_EC2_METADATA_DISABLED", "true"},
        {"COLUMNS", "100"},
    };
    for (const char* inherited : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS"}) {
        if (const char* value = std::getenv(inherited)) {
            variables[inherited] = value;
        }
    }
    for (const auto& [name, value] : input.environment) {
        variables[name] = value;
    }
    std::vector<std::string> lines;
    for (const auto& [name, value] : variables) {
        lines.push_back(name + "=" + value);
    }
    return lines;
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    for (std::string& word : words) {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

}  // namespace

cli_run::cli_run(const std::vector<std::string>& arguments, const cli_input& input)
    : in_(std::tmpfile()), out_(std::tmpfile()), err_(std::tmpfile()) {
    if (!in_ || !out_ || !err_) {
        throw std::runtime_error("no temporary file");
    }
    std::fwrite(input.standard_input.data(), 1, input.standard_input.size(), in_.get());
    std::fflush(in_.get());
    lseek(fileno(in_.get()), 0, SEEK_SET);

    std::vector<std::string> words = {MASTRA_CLI};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<std::string> environment = environment_for(input);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fileno(in_.get()), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, fileno(out_.get()), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, fileno(err_.get()), STDERR_FILENO);
    const int failed =
        posix_spawn(&child_, MASTRA_CLI, &actions, nullptr, pointers_to(words).data(), pointers_to(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) {
        throw std::runtime_error("the program does not start");
    }
}

void cli_run::send_signal(int number) const {
    kill(child_, number);
}

cli_result cli_run::wait() {
    int status = 0;
    if (waitpid(child_, &status, 0) != child_) {
        throw std::runtime_error("the program cannot be waited for");
    }
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return {code, content_of(out_), content_of(err_)};
}

std::string cli_run::content_of(const file& file) {
    std::string text;
    std::rewind(file.get());
    char buffer[64 * 1024];
    for (std::size_t count = 0; (count = std::fread(buffer, 1, sizeof buffer, file.get())) > 0;) {
        text.append(buffer, count);
    }
    return text;
}

cli_result run_cli(const std::vector<std::string>& arguments, const cli_input& input) {
    return cli_run(arguments, input).wait();
}

std::string json_at(const std::string& document, const std::string& pointer) {
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    simdjson::dom::element value;
    if (parser.parse(document).get(root) != simdjson::SUCCESS) {
        throw std::runtime_error("not JSON: " + document);
    }
    if (root.at_pointer(pointer).get(value) != simdjson::SUCCESS) {
        return "<absent>";
    }
    std::string_view text;
    return value.get(text) == simdjson::SUCCESS ? std::string(text) : simdjson::minify(value);
}

}  // namespace mastra::test
