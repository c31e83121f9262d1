#include "client/credentials/process_source.hpp"

#include "client/credentials/child_process.hpp"
#include "client/credentials/command_words.hpp"
#include "client/credentials/credentials_text.hpp"
#include "mastra/core/json_text.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace mastra::client {
namespace {

/// The only version of the format that exists; a program has to say it.
bool has_version_1(std::string_view json) {
    const result<json_object> document = json_object::parse(json);
    const json_text* version = document.has_value() ? document->find("Version") : nullptr;
    return version != nullptr && version->text() == "1";
}

}  // namespace

boost::asio::awaitable<result<credentials>> fetch_from_process(std::string command, std::string source) {
    result<std::vector<std::string>> words = split_command(command);
    if (words.has_error()) {
        co_return source_failed(source, "credential_process: " + words.error().specific());
    }
    const result<program_result> ended = co_await run_program(*std::move(words), program_limits{});
    if (ended.has_error()) {
        co_return source_failed(source, "credential_process: " + ended.error().specific());
    }
    if (ended->exit_status != 0) {
        co_return source_failed(source, fmt::format("credential_process ended with status {}", ended->exit_status));
    }
    if (!has_version_1(ended->output.reveal())) {
        co_return source_failed(source, "credential_process did not print a JSON object with \"Version\": 1");
    }
    co_return parse_credentials(ended->output.reveal(), process_members, std::move(source));
}

}  // namespace mastra::client
