// Runs the command line tool as a user does: arguments, standard input and environment in; both outputs and the code
// out.
#pragma once

#include <sys/types.h>

#include <cstdio>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace mastra::test {

struct cli_result {
    int exit_code = -1;  // 128 + signal when a signal ended it
    std::string out;
    std::string err;
};

struct cli_input {
    std::string standard_input = {};
    // Added to test credentials, a region, and an environment that leads to no file and no metadata service.
    std::map<std::string, std::string> environment = {};
};

// A run that has begun. wait() must be called.
class cli_run {
public:
    explicit cli_run(const std::vector<std::string>& arguments, const cli_input& input = {});
    void send_signal(int number) const;
    cli_result wait();

private:
    struct closer {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    using file = std::unique_ptr<std::FILE, closer>;
    static std::string content_of(const file& file);

    file in_;
    file out_;
    file err_;
    pid_t child_ = -1;
};

cli_result run_cli(const std::vector<std::string>& arguments, const cli_input& input = {});

// Of a JSON document: the value at a JSON pointer, strings without quotes, everything else as compact JSON; "<absent>"
// when there is none.
std::string json_at(const std::string& document, const std::string& pointer);

}  // namespace mastra::test
