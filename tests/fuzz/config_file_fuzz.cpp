// The shared AWS files, and what else is read out of text that others wrote: command lines, endpoints, STS's replies.
// No input may crash; an accepted file is read again in the same way; an accepted endpoint stays accepted as it was
// rewritten.
#include "client/aws_config_file.hpp"
#include "client/credentials/command_words.hpp"
#include "client/credentials/credentials_text.hpp"
#include "client/credentials/xml_text.hpp"
#include "client/endpoint_policy.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace mastra;
using namespace mastra::client;

void require(bool condition) {
    if (!condition) {
        std::abort();
    }
}

void print_sections(std::string& text, std::string_view prefix, const aws_config::sections& sections) {
    for (const auto& [name, settings] : sections) {
        text.append("[").append(prefix).append("\"").append(name).append("\"]\n");
        for (const auto& [key, value] : settings) {
            text.append(key).append(" = ").append(value).append("\n");
        }
    }
}

bool is_printable(const aws_config& config) {
    // Continuations, sub-settings and the like have other spellings; they are left to the unit tests.
    std::string text;
    for (const auto* sections : {&config.profiles, &config.sso_sessions, &config.services}) {
        print_sections(text, "", *sections);
        for (const auto& [name, settings] : *sections) {
            for (const auto& [key, value] : settings) {
                if (value.empty() || value.find_first_of("#;\n") != value.npos || key.front() == '[' ||
                    key.front() == '#' || key.front() == ';' || key.find('\n') != key.npos) {
                    return false;
                }
            }
            if (name.find_first_of("]\"'") != name.npos) {
                return false;
            }
        }
    }
    return true;
}

void require_round_trip(std::string_view text, config_file_kind kind) {
    constexpr std::size_t far_from_limits = 32 * 1024;
    aws_config first;
    if (text.size() > far_from_limits || parse_config_file(text, kind, "file", first).has_error() ||
        !is_printable(first) || kind == config_file_kind::credentials) {
        return;
    }
    std::string printed;
    print_sections(printed, "profile ", first.profiles);
    print_sections(printed, "sso-session ", first.sso_sessions);
    print_sections(printed, "services ", first.services);
    aws_config second;
    require(parse_config_file(printed, kind, "file", second).has_value());
    require(first.profiles == second.profiles && first.sso_sessions == second.sso_sessions &&
            first.services == second.services);
}

void require_stable_endpoint(std::string_view text) {
    for (const endpoint_rules rules : {endpoint_rules::strict, endpoint_rules::allow_insecure}) {
        const auto checked = check_endpoint(text, rules);
        if (checked) {
            const auto again = check_endpoint(checked->url, rules);
            require(again.has_value() && again->url == checked->url && again->host == checked->host);
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    require_round_trip(text, config_file_kind::config);
    require_round_trip(text, config_file_kind::credentials);
    require_stable_endpoint(text);
    (void)split_command(text);
    (void)xml_element_text(text, "AccessKeyId");
    (void)parse_credentials(text, process_members, "process");
    return 0;
}
