#include "cli/command.hpp"
#include "cli/json_output.hpp"
#include "cli/table_arguments.hpp"
#include "cli/table_state.hpp"
#include "mastra/stores/table_setup.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mastra::cli {
namespace {

namespace asio = boost::asio;
using stores::setup_outcome;

json_text json_of_step(const stores::setup_step& step) {
    json_object_builder object;
    object.add("what", step.what).add("outcome", stores::to_string(step.outcome));
    return object.add("detail", step.detail.empty() ? std::nullopt : std::optional(step.detail)).done();
}

std::string text_of_step(const stores::setup_step& step) {
    return step.detail.empty() ? fmt::format("  {}: {}\n", stores::to_string(step.outcome), step.what)
                               : fmt::format("  {}: {}: {}\n", stores::to_string(step.outcome), step.what, step.detail);
}

class table_create final : public command {
public:
    void declare(CLI::App& app) override {
        arguments_.declare(app);
        app.add_option("--wait", wait_seconds_, "Most seconds for everything")
            ->check(in_range(1, 3600))
            ->capture_default_str()
            ->type_name("SECONDS");
    }

    asio::awaitable<outcome<exit_status>> run(session& session) override {
        MASTRA_CO_TRY(const std::string name, session.table());
        MASTRA_CO_TRY(stores::table_options options, arguments_.options());
        progress progress = session.start_progress(fmt::format("waiting for table {} to be active ({{}} s)", name));
        client::call_options call;
        call.timeout = std::chrono::seconds(wait_seconds_);
        stores::setup_observer observer = [&progress](std::chrono::seconds waited) { progress.show(waited.count()); };
        auto done = co_await stores::set_up_table(session.client(), name, std::move(options), std::move(call),
                                                  std::move(observer));
        if (done.has_error()) {
            co_return failure(done.error());
        }
        report(session, name, *done);
        if (!done->faults.empty()) {
            co_return failure(exit_status::faults_found,
                              fmt::format("table {} exists already and is not as the stores need it", name));
        }
        if (!done->complete()) {
            co_return failure(
                exit_status::faults_found,
                fmt::format("table {} is there, but not all that was asked for; see above, and repeat the "
                            "command when that is mended",
                            name));
        }
        co_return exit_status::ok;
    }

private:
    static void report(session& session, const std::string& name, const stores::table_setup& setup) {
        session.show([&] { return as_json(name, setup); }, [&] { return as_text(name, setup); });
    }

    static json_text as_json(const std::string& name, const stores::table_setup& setup) {
        std::vector<json_text> steps;
        for (const auto& step : setup.steps) {
            steps.push_back(json_of_step(step));
        }
        json_object_builder object;
        object.add("table", name).add("created", setup.created).add("status", "ACTIVE").add("ok", setup.complete());
        return object.add("faults", setup.faults).add("steps", steps).done();
    }

    /// One line where all is plain; each step where something was asked for beyond that, or went wrong.
    static std::string as_text(const std::string& name, const stores::table_setup& setup) {
        if (!setup.faults.empty()) {
            return faults_text(setup.faults);
        }
        std::string text = setup.created ? fmt::format("table {} is created and active\n", name)
                                         : fmt::format("table {} exists already and is as the stores need it\n", name);
        constexpr std::size_t plain_steps = 2;  // billing and encryption are always told of
        if (setup.steps.size() > plain_steps || !setup.complete()) {
            for (const auto& step : setup.steps) {
                text += text_of_step(step);
            }
        }
        return text;
    }

    table_arguments arguments_;
    int wait_seconds_ = 300;
};

}  // namespace

std::unique_ptr<command> make_table_create() {
    return std::make_unique<table_create>();
}

}  // namespace mastra::cli
