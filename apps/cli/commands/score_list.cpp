#include "cli/command.hpp"
#include "cli/list_options.hpp"
#include "cli/record_text.hpp"
#include "cli/score_output.hpp"
#include "cli/terminal_text.hpp"

namespace mastra::cli {
namespace {

std::optional<std::string> given(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

class score_list final : public command {
public:
    void declare(CLI::App& app) override {
        CLI::Option* scorer = app.add_option("--scorer", scorer_, "Scores of this scorer")->type_name("ID");
        CLI::Option* run = app.add_option("--run", run_, "Scores of this run")->type_name("ID")->excludes(scorer);
        CLI::Option* trace = app.add_option("--trace", trace_, "Scores of a span: its trace")->type_name("ID");
        CLI::Option* span = app.add_option("--span", span_, "Scores of a span: its id")->type_name("ID");
        trace->needs(span)->excludes(scorer)->excludes(run);
        span->needs(trace);
        app.add_option("--entity", entity_, "Scores of this entity (an agent, a workflow); with the above: only those")
            ->type_name("ID");
        app.add_option("--entity-type", entity_type_, "Only scores of this type of entity, such as AGENT")
            ->type_name("TYPE");
        app.add_option("--source", source_, "Only LIVE or TEST scores")
            ->check(CLI::IsMember(std::vector<std::string>{"LIVE", "TEST"}).description(""))
            ->type_name("SOURCE");
        app.add_option("--organization", organization_, "Only scores of this organization")->type_name("ID");
        app.add_option("--project", project_, "Only scores of this project")->type_name("ID");
        paging_.declare(app);
    }

    boost::asio::awaitable<outcome<exit_status>> run(session& session) override {
        stores::store_config config;
        MASTRA_CO_TRY(config.table_name, session.table());
        const stores::scores_store store(session.client(), std::move(config));
        MASTRA_CO_TRY(const stores::page_of<stores::score> page, co_await list(store, session));
        session.show([&] { return page_json(page); }, [&] { return scores_text(page.records, terminal_width()); });
        session.say(list_summary(page.records.size(), page.total, page.asked, page.has_more, "scores"));
        co_return exit_status::ok;
    }

private:
    [[nodiscard]] stores::score_query wanted() const {
        stores::score_query query;
        query.entity_id = given(entity_);
        query.entity_type = given(entity_type_);
        query.source = given(source_);
        query.organization_id = given(organization_);
        query.project_id = given(project_);
        query.paging = paging_.value();
        return query;
    }

    boost::asio::awaitable<outcome<stores::page_of<stores::score>>> list(stores::scores_store store,
                                                                         session& session) const {
        if (scorer_.empty() && run_.empty() && trace_.empty() && entity_.empty()) {
            co_return failure(exit_status::invalid_input,
                              "whose scores? Give --scorer ID, --run ID, --entity ID, or --trace ID with --span ID");
        }
        result<stores::page_of<stores::score>> page;
        if (!scorer_.empty()) {
            page = co_await store.list_scores_by_scorer_id(scorer_, wanted(), session.store_options());
        } else if (!run_.empty()) {
            page = co_await store.list_scores_by_run_id(run_, wanted(), session.store_options());
        } else if (!trace_.empty()) {
            page = co_await store.list_scores_by_span(trace_, span_, wanted(), session.store_options());
        } else {
            page = co_await store.list_scores_by_entity_id(entity_, wanted(), session.store_options());
        }
        if (page.has_error()) {
            co_return failure(page.error());
        }
        co_return *std::move(page);
    }

    std::string scorer_;
    std::string run_;
    std::string trace_;
    std::string span_;
    std::string entity_;
    std::string entity_type_;
    std::string source_;
    std::string organization_;
    std::string project_;
    paging_options paging_;
};

}  // namespace

std::unique_ptr<command> make_score_list() {
    return std::make_unique<score_list>();
}

}  // namespace mastra::cli
