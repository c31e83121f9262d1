#include "cli/command.hpp"
#include "cli/json_output.hpp"
#include "cli/last_messages.hpp"
#include "cli/list_options.hpp"
#include "cli/record_text.hpp"
#include "cli/terminal_text.hpp"

#include <limits>

namespace mastra::cli {
namespace {

namespace asio = boost::asio;
using message_page = stores::page_of<stores::message>;

constexpr std::int64_t default_per_page = 40;

class message_list final : public command {
public:
    void declare(CLI::App& app) override {
        add_repeatable(app, "--thread", threads_, "A thread; may be repeated for several", "ID");
        app.add_option("--resource", resource_, "Only messages of this resource; alone: over all its threads")
            ->type_name("ID");
        CLI::Option* last =
            app.add_option("--last", last_, "The newest so many, oldest of them first (the cheapest list)")
                ->check(in_range(1, std::numeric_limits<int>::max()))
                ->type_name("N");
        paging_.declare(app);
        order_.declare(app);
        for (const char* name : {"--page", "--per-page", "--all", "--order-by", "--ascending", "--descending"}) {
            last->excludes(app.get_option(name));
        }
        app.add_option("--from", from_, "Only messages created at or after this time")->type_name("TIME");
        app.add_option("--to", to_, "Only messages created at or before this time")->type_name("TIME");
        add_repeatable(app, "--metadata", metadata_, "Only messages whose metadata has this value; may be repeated",
                       "KEY=VALUE");
        add_repeatable(app, "--include", includes_,
                       "Show this message too, with neighbours of its thread; may be repeated", "ID[:PREVIOUS:NEXT]");
        app.add_flag("--full", full_, "Show the whole text of the messages");
    }

    asio::awaitable<outcome<exit_status>> run(session& session) override {
        MASTRA_CO_CHECK(session.table());
        if (threads_.empty() && resource_.empty()) {
            co_return failure(exit_status::invalid_input, "whose messages? Give --thread ID or --resource ID");
        }
        MASTRA_CO_TRY(const message_page page, co_await read(session));
        const message_style style = full_ ? message_style::full : message_style::one_line;
        session.show([&] { return json_of(page); },
                     [&] { return page.records.empty() ? "" : messages_text(page.records, style, terminal_width()); });
        if (last_ == 0) {
            session.say(list_summary(page.records.size(), page.total, page.asked, page.has_more, "messages"));
        }
        co_return exit_status::ok;
    }

private:
    asio::awaitable<outcome<message_page>> read(session& session) const {
        if (threads_.empty()) {
            co_return co_await read_of_resource(session);
        }
        stores::message_query query;
        query.thread_ids = threads_;
        if (!resource_.empty()) {
            query.resource_id = resource_;
        }
        MASTRA_CO_TRY(query.filter, filter());
        MASTRA_CO_TRY(query.include, parse_includes(includes_));
        if (last_ > 0) {
            co_return co_await last_messages(session, std::move(query), last_);
        }
        query.paging = paging_.value();
        query.order = order_.value();
        MASTRA_CO_TRY(message_page page,
                      co_await session.store().list_messages(std::move(query), session.store_options()));
        co_return page;
    }

    asio::awaitable<outcome<message_page>> read_of_resource(session& session) const {
        stores::resource_message_query query;
        query.resource_id = resource_;
        MASTRA_CO_TRY(query.filter, filter());
        MASTRA_CO_TRY(query.include, parse_includes(includes_));
        query.paging = paging_.value();
        query.order = order_.value();
        if (last_ > 0) {
            query.paging = {0, last_};
            query.order.direction = stores::sort_direction::descending;
            query.include_total = false;
        }
        MASTRA_CO_TRY(message_page page,
                      co_await session.store().list_messages_by_resource_id(std::move(query), session.store_options()));
        if (last_ > 0) {
            std::ranges::reverse(page.records);
        }
        co_return page;
    }

    [[nodiscard]] outcome<stores::message_filter> filter() const {
        stores::message_filter filter;
        MASTRA_TRY(filter.created, parse_range(from_, to_));
        MASTRA_TRY(filter.metadata, parse_metadata(metadata_));
        return filter;
    }

    std::vector<std::string> threads_;
    std::string resource_;
    int last_ = 0;
    paging_options paging_{default_per_page};
    order_options order_{stores::sort_direction::ascending};
    std::string from_;
    std::string to_;
    std::vector<std::string> metadata_;
    std::vector<std::string> includes_;
    bool full_ = false;
};

}  // namespace

std::unique_ptr<command> make_message_list() {
    return std::make_unique<message_list>();
}

}  // namespace mastra::cli
