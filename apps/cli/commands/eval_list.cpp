#include "cli/command.hpp"
#include "cli/list_options.hpp"
#include "cli/record_text.hpp"
#include "cli/score_output.hpp"
#include "cli/terminal_text.hpp"

namespace mastra::cli {
namespace {

class eval_list final : public command {
public:
    void declare(CLI::App& app) override {
        app.add_option("--agent", agent_, "The agent whose evals are listed")->required()->type_name("NAME");
        app.add_option("--type", type_, "Only evals of tests (test) or of live runs (live)")
            ->check(CLI::IsMember(std::vector<std::string>{"test", "live"}).description(""))
            ->type_name("TYPE");
        app.add_option("--from", from_, "Not older than this (ISO 8601)")->type_name("TIME");
        app.add_option("--to", to_, "Not newer than this (ISO 8601)")->type_name("TIME");
        paging_.declare(app);
    }

    boost::asio::awaitable<outcome<exit_status>> run(session& session) override {
        stores::store_config config;
        MASTRA_CO_TRY(config.table_name, session.table());
        stores::eval_query query;
        MASTRA_CO_TRY(query.created, parse_range(from_, to_));
        if (!type_.empty()) {
            query.type = type_ == "test" ? stores::eval_type::test : stores::eval_type::live;
        }
        query.paging = paging_.value();
        const stores::evals_store store(session.client(), std::move(config));
        MASTRA_CO_TRY(const stores::page_of<stores::eval> page,
                      co_await store.list_evals_by_agent_name(agent_, std::move(query), session.store_options()));
        session.show([&] { return page_json(page); }, [&] { return evals_text(page.records, terminal_width()); });
        session.say(list_summary(page.records.size(), page.total, page.asked, page.has_more, "evals"));
        co_return exit_status::ok;
    }

private:
    std::string agent_;
    std::string type_;
    std::string from_;
    std::string to_;
    paging_options paging_;
};

}  // namespace

std::unique_ptr<command> make_eval_list() {
    return std::make_unique<eval_list>();
}

}  // namespace mastra::cli
