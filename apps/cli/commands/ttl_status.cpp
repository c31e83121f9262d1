#include "cli/command.hpp"
#include "cli/json_output.hpp"
#include "cli/table_state.hpp"

#include <fmt/format.h>

namespace mastra::cli {
namespace {

std::string status_text(const std::string& table, const protocol::describe_time_to_live_response& ttl) {
    const std::string attribute = ttl.attribute_name ? " by attribute " + *ttl.attribute_name : std::string();
    return fmt::format("time to live of table {}: {}{}\n", table, ttl.status, attribute);
}

class ttl_status final : public command {
public:
    void declare(CLI::App&) override {}

    boost::asio::awaitable<outcome<exit_status>> run(session& session) override {
        MASTRA_CO_TRY(const std::string name, session.table());
        MASTRA_CO_TRY(const protocol::describe_time_to_live_response ttl, co_await describe_ttl(session, name));
        session.show(
            [&] {
                json_object_builder object;
                return object.add("table", name).add("status", ttl.status).add("attribute", ttl.attribute_name).done();
            },
            [&] { return status_text(name, ttl); });
        co_return exit_status::ok;
    }
};

}  // namespace

std::unique_ptr<command> make_ttl_status() {
    return std::make_unique<ttl_status>();
}

}  // namespace mastra::cli
