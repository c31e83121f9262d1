#include "cli/command.hpp"
#include "cli/json_output.hpp"
#include "cli/table_state.hpp"

#include <fmt/format.h>

namespace mastra::cli {
namespace {

class table_verify final : public command {
public:
    void declare(CLI::App&) override {}

    boost::asio::awaitable<outcome<exit_status>> run(session& session) override {
        MASTRA_CO_TRY(const std::string name, session.table());
        MASTRA_CO_TRY(const protocol::table_description table, co_await describe_table(session, name));
        const std::vector<stores::table_fault> faults = stores::verify_table(table);
        session.show(
            [&] {
                json_object_builder object;
                object.add("table", name).add("ok", faults.empty()).add("faults", faults);
                return object.done();
            },
            [&] {
                return faults.empty() ? fmt::format("table {} is as the stores need it\n", name) : faults_text(faults);
            });
        if (!faults.empty()) {
            co_return failure(exit_status::faults_found, fmt::format("table {} has {} fault{}", name, faults.size(),
                                                                     faults.size() == 1 ? "" : "s"));
        }
        co_return exit_status::ok;
    }
};

}  // namespace

std::unique_ptr<command> make_table_verify() {
    return std::make_unique<table_verify>();
}

}  // namespace mastra::cli
