#include "cli/command.hpp"
#include "cli/list_options.hpp"
#include "cli/record_text.hpp"
#include "cli/run_output.hpp"
#include "cli/terminal_text.hpp"

namespace mastra::cli {
namespace {

class run_list final : public command {
public:
    void declare(CLI::App& app) override {
        app.add_option("--workflow", workflow_, "Only runs of this workflow (without it the whole table is read)")
            ->type_name("NAME");
        app.add_option("--status", status_, "Only runs with this status, such as suspended")->type_name("STATUS");
        app.add_option("--resource", resource_, "Only runs of this resource")->type_name("ID");
        app.add_option("--thread", thread_, "Only runs that work for this thread")->type_name("ID");
        app.add_option("--from", from_, "Created at this time or later")->type_name("TIME");
        app.add_option("--to", to_, "Created at this time or earlier")->type_name("TIME");
        paging_.declare(app);
    }

    boost::asio::awaitable<outcome<exit_status>> run(session& session) override {
        stores::store_config config;
        MASTRA_CO_TRY(config.table_name, session.table());
        const stores::workflows_store store(session.client(), std::move(config));
        MASTRA_CO_TRY(stores::workflow_run_query query, wanted());
        MASTRA_CO_TRY(const stores::workflow_run_list list,
                      co_await store.list_workflow_runs(std::move(query), session.store_options()));
        session.show([&] { return as_json(list); }, [&] { return runs_text(list.runs, terminal_width()); });
        session.say(list_summary(list.runs.size(), list.total, paging_.value(), has_more(list), "runs"));
        co_return exit_status::ok;
    }

private:
    [[nodiscard]] outcome<stores::workflow_run_query> wanted() const {
        stores::workflow_run_query query;
        MASTRA_TRY(const stores::date_range created, parse_range(from_, to_));
        query.workflow_name = workflow_;
        query.status = status_;
        query.resource_id = resource_;
        query.thread_id = thread_;
        query.from = created.start;
        query.to = created.end;
        query.page = paging_.value().page;
        query.per_page = paging_.value().per_page;
        return query;
    }

    [[nodiscard]] bool has_more(const stores::workflow_run_list& list) const {
        const stores::paging asked = paging_.value();
        return asked.per_page && (asked.page + 1) * *asked.per_page < list.total;
    }

    [[nodiscard]] json_text as_json(const stores::workflow_run_list& list) const {
        stores::page_of<json_text> page{{}, list.total, paging_.value(), has_more(list)};
        for (const stores::workflow_run& run : list.runs) {
            page.records.push_back(json_of(run));
        }
        return json_of(page);
    }

    std::string workflow_;
    std::string status_;
    std::string resource_;
    std::string thread_;
    std::string from_;
    std::string to_;
    paging_options paging_;
};

}  // namespace

std::unique_ptr<command> make_run_list() {
    return std::make_unique<run_list>();
}

}  // namespace mastra::cli
