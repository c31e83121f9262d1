#include "cli/command.hpp"
#include "cli/run_output.hpp"

#include <fmt/format.h>

namespace mastra::cli {
namespace {

class run_show final : public command {
public:
    void declare(CLI::App& app) override {
        app.add_option("id", id_, "The run's id")->required();
        app.add_option("--workflow", workflow_, "The run's workflow; without it the newest run of this id")
            ->type_name("NAME");
        app.add_flag("--snapshot", snapshot_, "Show the whole snapshot");
    }

    boost::asio::awaitable<outcome<exit_status>> run(session& session) override {
        stores::store_config config;
        MASTRA_CO_TRY(config.table_name, session.table());
        const stores::workflows_store store(session.client(), std::move(config));
        MASTRA_CO_TRY(const std::optional<stores::workflow_run> found,
                      co_await store.get_workflow_run_by_id(id_, workflow_, session.store_options()));
        if (!found) {
            co_return failure(
                exit_status::not_found,
                fmt::format("there is no run {}{}", id_, workflow_.empty() ? "" : " of workflow " + workflow_));
        }
        session.show([&] { return json_of(*found); }, [&] { return run_text(*found, snapshot_); });
        co_return exit_status::ok;
    }

private:
    std::string id_;
    std::string workflow_;
    bool snapshot_ = false;
};

}  // namespace

std::unique_ptr<command> make_run_show() {
    return std::make_unique<run_show>();
}

}  // namespace mastra::cli
