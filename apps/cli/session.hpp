// What a command works with: the client, the store, the streams, and the question whether the user wants it to stop.
#pragma once

#include "cli/failure.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/progress.hpp"
#include "cli/request_meter.hpp"
#include "mastra/stores/memory_store.hpp"

#include <boost/asio/io_context.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mastra::cli {

/// Lives as long as the program's one command. Single-threaded: everything runs in run_command().
class session {
public:
    /// `app` and `options` must outlive the session.
    session(const CLI::App& app, const global_options& options);

    [[nodiscard]] const CLI::App& app() const noexcept { return app_; }
    [[nodiscard]] const global_options& options() const noexcept { return options_; }
    [[nodiscard]] boost::asio::io_context& context() noexcept { return context_; }
    [[nodiscard]] output& out() noexcept { return out_; }

    // Both throw mastra::exception for a wrong configuration, and are made at the first use.
    [[nodiscard]] const client::dynamodb_client& client();
    [[nodiscard]] const stores::memory_store& store();
    /// Ends what is still in flight: the context must not be destroyed before it.
    void disconnect();
    /// Errors: invalid_input when no table was given.
    [[nodiscard]] outcome<std::string> table() const;

    [[nodiscard]] stores::store_options store_options() const;
    [[nodiscard]] client::call_options call_options() const;

    /// The document on standard output: JSON with --json, else the text.
    template <class MakeJson, class MakeText>
    void show(MakeJson make_json, MakeText make_text) {
        out_.write(options_.json ? make_json().text() + "\n" : make_text());
    }
    /// Words for a person, on standard error; nothing with --json.
    void say(std::string_view sentence) const;
    /// `sentence` has one {} for the number that is done.
    [[nodiscard]] progress start_progress(std::string sentence) const;

    /// A signal asked the program to end.
    [[nodiscard]] bool interrupted() const noexcept { return interrupted_; }
    void interrupt() noexcept { interrupted_ = true; }

    /// The sum of --verbose. Nothing without it.
    void report_cost() const;

private:
    const CLI::App& app_;
    const global_options& options_;
    boost::asio::io_context context_{1};
    output out_{stdout};
    request_meter meter_;
    bool interrupted_ = false;
    std::optional<client::dynamodb_client> client_;
    std::optional<stores::memory_store> store_;
};

}  // namespace mastra::cli
