#include "cli/command.hpp"
#include "cli/json_output.hpp"
#include "cli/table_state.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

namespace mastra::cli {
namespace {

/// DynamoDB has one TTL attribute a table.
failure other_attribute(const std::string& table, const std::string& attribute) {
    return {exit_status::conflict,
            fmt::format("time to live of table {} goes by attribute {}; use that name in the stores' settings, or "
                        "disable it first (`aws dynamodb update-time-to-live`), which takes up to an hour",
                        table, attribute)};
}

class ttl_enable final : public command {
public:
    void declare(CLI::App& app) override {
        app.add_option("--attribute", attribute_, "The attribute with the time of expiry, as the stores are configured")
            ->capture_default_str()
            ->check([](const std::string& text) { return text.empty() ? "must not be empty" : std::string(); })
            ->type_name("NAME");
    }

    boost::asio::awaitable<outcome<exit_status>> run(session& session) override {
        MASTRA_CO_TRY(const std::string name, session.table());
        MASTRA_CO_TRY(const protocol::describe_time_to_live_response ttl, co_await describe_ttl(session, name));
        const bool enabled = ttl.status == "ENABLED" || ttl.status == "ENABLING";
        if (enabled && ttl.attribute_name && *ttl.attribute_name != attribute_) {
            co_return other_attribute(name, *ttl.attribute_name);
        }
        if (!enabled) {
            MASTRA_CO_CHECK(co_await enable(session, name));
        }
        session.show(
            [&] {
                json_object_builder object;
                return object.add("table", name).add("attribute", attribute_).add("changed", !enabled).done();
            },
            [&] {
                return fmt::format("time to live of table {} by attribute {} {}\n", name, attribute_,
                                   enabled ? "was enabled already" : "is being enabled");
            });
        co_return exit_status::ok;
    }

private:
    boost::asio::awaitable<outcome<void>> enable(session& session, std::string table) const {
        protocol::update_time_to_live_request request;
        request.table_name = std::move(table);
        request.attribute_name = attribute_;
        auto updated = co_await session.client().async_send(std::move(request), session.call_options(),
                                                            boost::asio::use_awaitable);
        if (updated.has_error()) {
            co_return failure(updated.error());
        }
        co_return outcome<void>();
    }

    std::string attribute_ = "ttl";
};

}  // namespace

std::unique_ptr<command> make_ttl_enable() {
    return std::make_unique<ttl_enable>();
}

}  // namespace mastra::cli
