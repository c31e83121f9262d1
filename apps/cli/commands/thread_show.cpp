#include "cli/command.hpp"
#include "cli/json_output.hpp"
#include "cli/last_messages.hpp"
#include "cli/record_text.hpp"
#include "cli/terminal_text.hpp"

#include <limits>

namespace mastra::cli {
namespace {

class thread_show final : public command {
public:
    void declare(CLI::App& app) override {
        app.add_option("id", id_, "The thread's id")->required();
        app.add_option("--messages", messages_, "Show so many of its last messages too")
            ->check(in_range(0, std::numeric_limits<int>::max()))
            ->type_name("N");
        app.add_flag("--full", full_, "Show the whole text of the messages");
    }

    boost::asio::awaitable<outcome<exit_status>> run(session& session) override {
        MASTRA_CO_CHECK(session.table());
        MASTRA_CO_TRY(const std::optional<stores::thread> thread,
                      co_await session.store().get_thread_by_id(id_, {}, session.store_options()));
        if (!thread) {
            co_return failure(error(store_errc::thread_not_found, id_));
        }
        std::vector<stores::message> messages;
        if (messages_ > 0) {
            stores::message_query query;
            query.thread_ids = {id_};
            MASTRA_CO_TRY(auto page, co_await last_messages(session, std::move(query), messages_));
            messages = std::move(page.records);
        }
        session.show([&] { return as_json(*thread, messages); }, [&] { return as_text(*thread, messages); });
        co_return exit_status::ok;
    }

private:
    static json_text as_json(const stores::thread& thread, const std::vector<stores::message>& messages) {
        return json_object_builder().add("thread", thread).add("messages", messages).done();
    }
    std::string as_text(const stores::thread& thread, const std::vector<stores::message>& messages) const {
        const message_style style = full_ ? message_style::full : message_style::one_line;
        return thread_text(thread) + (messages.empty() ? "" : "\n" + messages_text(messages, style, terminal_width()));
    }

    std::string id_;
    int messages_ = 0;
    bool full_ = false;
};

}  // namespace

std::unique_ptr<command> make_thread_show() {
    return std::make_unique<thread_show>();
}

}  // namespace mastra::cli
