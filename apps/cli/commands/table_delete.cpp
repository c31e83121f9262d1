#include "cli/command.hpp"
#include "cli/confirm.hpp"
#include "cli/json_output.hpp"
#include "cli/table_state.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

namespace mastra::cli {
namespace {

class table_delete final : public command {
public:
    void declare(CLI::App& app) override {
        app.add_flag("--yes", yes_, "Do not ask");
        app.add_option("--wait", wait_seconds_, "Most seconds to wait until the table is gone")
            ->check(in_range(0, 3600))
            ->capture_default_str()
            ->type_name("SECONDS");
    }

    boost::asio::awaitable<outcome<exit_status>> run(session& session) override {
        MASTRA_CO_TRY(const std::string name, session.table());
        MASTRA_CO_TRY(const protocol::table_description table, co_await describe_table(session, name));
        MASTRA_CO_CHECK(co_await confirm_deletion(
            session, yes_, fmt::format("table {} with about {} items", name, table.item_count), name));
        protocol::delete_table_request request;
        request.table_name = name;
        auto deleted = co_await session.client().async_send(std::move(request), session.call_options(),
                                                            boost::asio::use_awaitable);
        if (deleted.has_error()) {
            co_return failure(deleted.error());
        }
        MASTRA_CO_CHECK(co_await wait_until_gone(session, name, std::chrono::seconds(wait_seconds_)));
        session.show([&] { return json_object_builder().add("table", name).add("deleted", true).done(); },
                     [&] { return fmt::format("table {} is deleted\n", name); });
        co_return exit_status::ok;
    }

private:
    bool yes_ = false;
    int wait_seconds_ = 300;
};

}  // namespace

std::unique_ptr<command> make_table_delete() {
    return std::make_unique<table_delete>();
}

}  // namespace mastra::cli
