#include "cli/command.hpp"
#include "cli/confirm.hpp"
#include "cli/run_output.hpp"

#include <fmt/format.h>

namespace mastra::cli {
namespace {

class run_delete final : public command {
public:
    void declare(CLI::App& app) override {
        app.add_option("id", id_, "The run's id")->required();
        app.add_option("--workflow", workflow_, "The run's workflow")->required()->type_name("NAME");
        app.add_flag("--yes", yes_, "Do not ask");
    }

    boost::asio::awaitable<outcome<exit_status>> run(session& session) override {
        stores::store_config config;
        MASTRA_CO_TRY(config.table_name, session.table());
        const stores::workflows_store store(session.client(), std::move(config));
        const std::string what = fmt::format("run {} of workflow {}", id_, workflow_);
        MASTRA_CO_TRY(const std::optional<stores::workflow_run> found,
                      co_await store.get_workflow_run_by_id(id_, workflow_, session.store_options()));
        if (found) {
            MASTRA_CO_CHECK(co_await confirm_deletion(session, yes_, what, id_));
            MASTRA_CO_CHECK(co_await store.delete_workflow_run_by_id(id_, workflow_, session.store_options()));
        }
        session.show([&] { return as_json(found.has_value()); },
                     [&] { return what + (found ? " is deleted\n" : " does not exist\n"); });
        co_return exit_status::ok;
    }

private:
    [[nodiscard]] json_text as_json(bool existed) const {
        json_object_builder object;
        object.add("workflowName", workflow_).add("runId", id_).add("deleted", true).add("existed", existed);
        return object.done();
    }

    std::string id_;
    std::string workflow_;
    bool yes_ = false;
};

}  // namespace

std::unique_ptr<command> make_run_delete() {
    return std::make_unique<run_delete>();
}

}  // namespace mastra::cli
