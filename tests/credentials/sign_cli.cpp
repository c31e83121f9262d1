// Signs requests that it reads from standard input, for comparison with other signers.
// One request a line, fields separated by blanks, each in hexadecimal with a leading 'x':
// region service key-id secret token milliseconds method host path query body [name value]...
// One line of output each: Authorization.
#include "client/sigv4.hpp"

#include <chrono>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace {

using namespace mastra;
using namespace mastra::client;

std::string from_hex(const std::string& field) {
    std::string text;
    for (std::size_t i = 1; i + 1 < field.size(); i += 2) {
        text += static_cast<char>(std::stoi(field.substr(i, 2), nullptr, 16));
    }
    return text;
}

std::vector<std::string> fields_of(const std::string& line) {
    std::istringstream input(line);
    std::vector<std::string> fields;
    for (std::string field; input >> field;) {
        fields.push_back(from_hex(field));
    }
    return fields;
}

constexpr std::size_t fixed_fields = 11;

std::string authorization_of(const std::vector<std::string>& fields) {
    const credentials who{fields[2], secret_string(fields[3]), secret_string(fields[4]), std::nullopt, "test"};
    std::vector<http_header> headers;
    for (std::size_t i = fixed_fields; i + 1 < fields.size(); i += 2) {
        headers.push_back({fields[i], fields[i + 1]});
    }
    const timestamp now(std::chrono::milliseconds(std::stoll(fields[5])));
    const sigv4_signer signer(fields[0], fields[1]);
    return signer.sign({fields[6], fields[7], fields[8], fields[9], headers, fields[10]}, who, now).authorization;
}

}  // namespace

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        const std::vector<std::string> fields = fields_of(line);
        if (fields.size() < fixed_fields) {
            std::cerr << "a line has too few fields\n";
            return 1;
        }
        std::cout << authorization_of(fields) << '\n';
    }
    return 0;
}
