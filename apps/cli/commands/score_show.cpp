#include "cli/command.hpp"
#include "cli/score_output.hpp"

#include <fmt/format.h>

namespace mastra::cli {
namespace {

class score_show final : public command {
public:
    void declare(CLI::App& app) override { app.add_option("id", id_, "The score's id")->required(); }

    boost::asio::awaitable<outcome<exit_status>> run(session& session) override {
        stores::store_config config;
        MASTRA_CO_TRY(config.table_name, session.table());
        const stores::scores_store store(session.client(), std::move(config));
        MASTRA_CO_TRY(const std::optional<stores::score> score,
                      co_await store.get_score_by_id(id_, session.store_options()));
        if (!score) {
            co_return failure(exit_status::not_found,
                              fmt::format("score {} does not exist; `mastra-dynamodb score list` shows scores", id_));
        }
        session.show([&] { return json_of(*score); }, [&] { return score_text(*score); });
        co_return exit_status::ok;
    }

private:
    std::string id_;
};

}  // namespace

std::unique_ptr<command> make_score_show() {
    return std::make_unique<score_show>();
}

}  // namespace mastra::cli
