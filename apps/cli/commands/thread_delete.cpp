#include "cli/command.hpp"
#include "cli/confirm.hpp"
#include "cli/json_output.hpp"

#include <fmt/format.h>

namespace mastra::cli {
namespace {

class thread_delete final : public command {
public:
    void declare(CLI::App& app) override {
        app.add_option("id", id_, "The thread's id")->required();
        app.add_flag("--yes", yes_, "Do not ask");
    }

    boost::asio::awaitable<outcome<exit_status>> run(session& session) override {
        MASTRA_CO_CHECK(session.table());
        MASTRA_CO_TRY(const std::optional<stores::thread> thread,
                      co_await session.store().get_thread_by_id(id_, {}, session.store_options()));
        const std::string what =
            thread ? fmt::format("thread {} of resource {} with all its messages", id_, thread->resource_id)
                   : fmt::format("what is left of thread {}", id_);
        MASTRA_CO_CHECK(co_await confirm_deletion(session, yes_, what, id_));
        // An absent thread is deleted too: an earlier attempt may have ended before its messages were gone.
        MASTRA_CO_CHECK(co_await session.store().delete_thread(id_, session.store_options()));
        session.show(
            [&] {
                return json_object_builder()
                    .add("id", id_)
                    .add("deleted", true)
                    .add("existed", thread.has_value())
                    .done();
            },
            [&] {
                return thread
                           ? fmt::format("thread {} is deleted\n", id_)
                           : fmt::format("thread {} did not exist; messages that it may have left are deleted\n", id_);
            });
        co_return exit_status::ok;
    }

private:
    std::string id_;
    bool yes_ = false;
};

}  // namespace

std::unique_ptr<command> make_thread_delete() {
    return std::make_unique<thread_delete>();
}

}  // namespace mastra::cli
