#include "cli/command.hpp"
#include "cli/list_options.hpp"
#include "cli/record_text.hpp"
#include "cli/terminal_text.hpp"
#include "cli/trace_json.hpp"
#include "cli/trace_tree.hpp"
#include "mastra/stores/observability_store.hpp"

#include <fmt/format.h>

#include <chrono>

namespace mastra::cli {
namespace {

std::string traces_text(const std::vector<stores::span>& roots) {
    text_table rows({"STARTED", "DURATION", "STATUS", "TRACE", "NAME"});
    for (const auto& root : roots) {
        const auto length = root.ended_at.value_or(root.started_at) - root.started_at;
        const double microseconds = std::chrono::duration<double, std::micro>(length).count();
        rows.add({to_iso_string(root.started_at), root.ended_at ? duration_text(microseconds) : "-",
                  std::string(to_string(status_of(root))), root.trace_id, root.name});
    }
    return rows.to_text(terminal_width());
}

class trace_list final : public command {
public:
    void declare(CLI::App& app) override {
        app.add_option("--entity", entity_, "Only traces of this agent, workflow or other entity")->type_name("ID");
        app.add_option("--thread", thread_, "Only traces of this thread")->type_name("ID");
        app.add_option("--status", status_, "Only traces that are running, success or error")
            ->check(CLI::IsMember({"running", "success", "error"}))
            ->type_name("STATUS");
        app.add_option("--from", from_, "Only traces started at or after this time")->type_name("TIME");
        app.add_option("--to", to_, "Only traces started at or before this time")->type_name("TIME");
        app.add_flag("--total", total_, "Count all traces too (reads every one that matches)");
        paging_.declare(app);
    }

    boost::asio::awaitable<outcome<exit_status>> run(session& session) override {
        stores::store_config config;
        MASTRA_CO_TRY(config.table_name, session.table());
        MASTRA_CO_TRY(stores::span_query query, wanted());
        const stores::observability_store store(session.client(), std::move(config));
        MASTRA_CO_TRY(const stores::page_of<stores::span> page,
                      co_await store.list_traces(std::move(query), session.store_options()));
        const stores::page_of<json_text> rows{json_rows(page.records), page.total, page.asked, page.has_more};
        session.show([&] { return json_of(rows); }, [&] { return traces_text(page.records); });
        if (total_) {
            session.say(list_summary(page.records.size(), page.total, page.asked, page.has_more, "traces"));
        } else if (page.has_more) {
            session.say(fmt::format("--page {} shows more", page.asked.page + 1));
        }
        co_return exit_status::ok;
    }

private:
    [[nodiscard]] outcome<stores::span_query> wanted() const {
        stores::span_query query;
        query.filter.entity_id = given(entity_);
        query.filter.thread_id = given(thread_);
        MASTRA_TRY(query.filter.started, parse_range(from_, to_));
        for (const auto status :
             {stores::span_status::running, stores::span_status::success, stores::span_status::error}) {
            if (status_ == to_string(status)) {
                query.filter.status = status;
            }
        }
        query.paging = paging_.value();
        query.include_total = total_;
        return query;
    }

    static std::optional<std::string> given(const std::string& text) {
        return text.empty() ? std::nullopt : std::optional(text);
    }

    std::string entity_;
    std::string thread_;
    std::string status_;
    std::string from_;
    std::string to_;
    bool total_ = false;
    paging_options paging_;
};

}  // namespace

std::unique_ptr<command> make_trace_list() {
    return std::make_unique<trace_list>();
}

}  // namespace mastra::cli
