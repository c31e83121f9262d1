#include "cli/command.hpp"
#include "cli/json_output.hpp"
#include "cli/list_options.hpp"
#include "cli/record_text.hpp"
#include "cli/terminal_text.hpp"

namespace mastra::cli {
namespace {

class thread_list final : public command {
public:
    void declare(CLI::App& app) override {
        resource_ = app.add_option("--resource", resource_id_,
                                   "Only threads of this resource (without it the whole table is read)")
                        ->type_name("ID");
        add_repeatable(app, "--metadata", metadata_, "Only threads whose metadata has this value; may be repeated",
                       "KEY=VALUE");
        paging_.declare(app);
        order_.declare(app);
    }

    boost::asio::awaitable<outcome<exit_status>> run(session& session) override {
        MASTRA_CO_CHECK(session.table());
        stores::thread_query query;
        if (resource_->count() > 0) {
            query.resource_id = resource_id_;
        }
        MASTRA_CO_TRY(query.metadata, parse_metadata(metadata_));
        query.paging = paging_.value();
        query.order = order_.value();
        MASTRA_CO_TRY(const stores::page_of<stores::thread> page,
                      co_await session.store().list_threads(std::move(query), session.store_options()));
        session.show([&] { return json_of(page); }, [&] { return threads_text(page.records, terminal_width()); });
        session.say(list_summary(page.records.size(), page.total, page.asked, page.has_more, "threads"));
        co_return exit_status::ok;
    }

private:
    CLI::Option* resource_ = nullptr;
    std::string resource_id_;
    std::vector<std::string> metadata_;
    paging_options paging_;
    order_options order_{stores::sort_direction::descending};
};

}  // namespace

std::unique_ptr<command> make_thread_list() {
    return std::make_unique<thread_list>();
}

}  // namespace mastra::cli
