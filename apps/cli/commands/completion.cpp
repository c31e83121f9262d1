#include "cli/command.hpp"
#include "cli/completion_model.hpp"
#include "cli/json_output.hpp"

namespace mastra::cli {
namespace {

class completion final : public command {
public:
    void declare(CLI::App& app) override {
        app.add_option("shell", shell_, "bash, zsh or fish")->required()->check(CLI::IsMember(completion_shells()));
    }

    boost::asio::awaitable<outcome<exit_status>> run(session& session) override {
        const std::string script = completion_script(session.app(), shell_).value_or("");
        session.show([&] { return json_object_builder().add("shell", shell_).add("script", script).done(); },
                     [&] { return script; });
        co_return exit_status::ok;
    }

private:
    std::string shell_;
};

}  // namespace

std::unique_ptr<command> make_completion() {
    return std::make_unique<completion>();
}

}  // namespace mastra::cli
