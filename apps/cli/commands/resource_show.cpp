#include "cli/command.hpp"
#include "cli/json_output.hpp"
#include "cli/record_text.hpp"

#include <fmt/format.h>

namespace mastra::cli {
namespace {

class resource_show final : public command {
public:
    void declare(CLI::App& app) override { app.add_option("id", id_, "The resource's id")->required(); }

    boost::asio::awaitable<outcome<exit_status>> run(session& session) override {
        MASTRA_CO_CHECK(session.table());
        MASTRA_CO_TRY(const std::optional<stores::resource> resource,
                      co_await session.store().get_resource_by_id(id_, session.store_options()));
        if (!resource) {
            co_return failure(exit_status::not_found,
                              fmt::format("resource {} does not exist; agents store one when they first keep working "
                                          "memory for it",
                                          id_));
        }
        session.show([&] { return json_of(*resource); }, [&] { return resource_text(*resource); });
        co_return exit_status::ok;
    }

private:
    std::string id_;
};

}  // namespace

std::unique_ptr<command> make_resource_show() {
    return std::make_unique<resource_show>();
}

}  // namespace mastra::cli
