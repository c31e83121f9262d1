#include "cli/command.hpp"
#include "cli/json_output.hpp"
#include "cli/table_state.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

namespace mastra::cli {
namespace {

namespace asio = boost::asio;

class table_create final : public command {
public:
    void declare(CLI::App& app) override {
        app.add_option("--ttl-attribute", ttl_attribute_, "Let DynamoDB delete items by this attribute (epoch seconds)")
            ->type_name("NAME");
        app.add_flag("--deletion-protection", deletion_protection_, "Refuse to delete the table until this is off");
        app.add_option("--wait", wait_seconds_, "Most seconds to wait for the table")
            ->check(in_range(0, 3600))
            ->capture_default_str()
            ->type_name("SECONDS");
    }

    asio::awaitable<outcome<exit_status>> run(session& session) override {
        MASTRA_CO_TRY(const std::string name, session.table());
        MASTRA_CO_TRY(const bool created, co_await create(session, name));
        MASTRA_CO_TRY(const protocol::table_description table,
                      co_await wait_until_active(session, name, std::chrono::seconds(wait_seconds_)));
        const std::vector<stores::table_fault> faults = stores::verify_table(table);
        if (faults.empty() && !ttl_attribute_.empty()) {
            MASTRA_CO_CHECK(co_await enable_ttl(session, name));
        }
        report(session, name, created, faults);
        if (!faults.empty()) {
            co_return failure(exit_status::faults_found,
                              fmt::format("table {} exists already and is not as the stores need it", name));
        }
        co_return exit_status::ok;
    }

private:
    /// False when the table is there already, or when it cannot be told who made it.
    asio::awaitable<outcome<bool>> create(session& session, std::string name) const {
        protocol::create_table_request request = stores::table_definition(std::move(name));
        request.deletion_protection = deletion_protection_;
        auto created =
            co_await session.client().async_send(std::move(request), session.call_options(), asio::use_awaitable);
        if (created.has_value()) {
            co_return true;
        }
        if (created.error().is(service_errc::resource_in_use) || created.error().is(client_errc::outcome_unknown)) {
            co_return false;
        }
        co_return failure(created.error());
    }

    asio::awaitable<outcome<void>> enable_ttl(session& session, std::string name) const {
        MASTRA_CO_TRY(const auto ttl, co_await describe_ttl(session, name));
        if (ttl.attribute_name == ttl_attribute_) {
            co_return outcome<void>();
        }
        protocol::update_time_to_live_request request;
        request.table_name = std::move(name);
        request.attribute_name = ttl_attribute_;
        auto enabled =
            co_await session.client().async_send(std::move(request), session.call_options(), asio::use_awaitable);
        if (enabled.has_error()) {
            co_return failure(enabled.error());
        }
        co_return outcome<void>();
    }

    static void report(session& session, const std::string& name, bool created,
                       const std::vector<stores::table_fault>& faults) {
        session.show(
            [&] {
                json_object_builder object;
                object.add("table", name).add("created", created).add("status", "ACTIVE").add("ok", faults.empty());
                return object.add("faults", faults).done();
            },
            [&] {
                if (!faults.empty()) {
                    return faults_text(faults);
                }
                return created ? fmt::format("table {} is created and active\n", name)
                               : fmt::format("table {} exists already and is as the stores need it\n", name);
            });
    }

    std::string ttl_attribute_;
    bool deletion_protection_ = false;
    int wait_seconds_ = 300;
};

}  // namespace

std::unique_ptr<command> make_table_create() {
    return std::make_unique<table_create>();
}

}  // namespace mastra::cli
