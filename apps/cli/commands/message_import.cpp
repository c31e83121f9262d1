#include "cli/command.hpp"
#include "cli/json_output.hpp"
#include "cli/line_input.hpp"
#include "cli/message_importer.hpp"
#include "cli/message_line.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mastra::cli {
namespace {

namespace asio = boost::asio;

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

class message_import final : public command {
public:
    void declare(CLI::App& app) override {
        app.add_option("file", path_, "JSON lines, one message each; - for standard input")
            ->required()
            ->type_name("FILE");
        app.add_option("--thread", defaults_.thread_id, "The thread of messages that name none")->type_name("ID");
        app.add_option("--resource", defaults_.resource_id, "The resource of messages that name none")->type_name("ID");
        app.add_flag("--create-thread", create_thread_, "Create threads that do not exist");
    }

    asio::awaitable<outcome<exit_status>> run(session& session) override {
        MASTRA_CO_CHECK(session.table());
        MASTRA_CO_TRY(line_reader input, line_reader::open(path_));
        message_importer importer(create_thread_ ? message_importer::missing_thread::create
                                                 : message_importer::missing_thread::refuse);
        outcome<void> imported = co_await import_all(session, input, importer);
        if (imported.has_error()) {
            co_return imported.error().with_context(where_it_stands(importer));
        }
        session.show(
            [&] {
                json_object_builder object;
                object.add("saved", importer.saved()).add("threadsCreated", importer.threads_created());
                return object.done();
            },
            [] { return std::string(); });
        session.say(fmt::format("saved {} messages, created {} threads", importer.saved(), importer.threads_created()));
        co_return exit_status::ok;
    }

private:
    asio::awaitable<outcome<void>> import_all(session& session, line_reader& input, message_importer& importer) {
        message_line_parser parser(defaults_, system_clock());
        progress progress = session.start_progress("imported {} messages");
        for (;;) {
            MASTRA_CO_TRY(const std::optional<std::string> line, co_await next_line(session, input));
            if (line && !is_blank(*line)) {
                outcome<stores::message> message = parser.parse(*line);
                if (message.has_error()) {
                    co_return message.error().with_context(fmt::format("line {}", input.line_number()));
                }
                importer.add(*std::move(message));
            }
            if (importer.is_full() || !line) {
                MASTRA_CO_CHECK(co_await importer.save(session));
                done_lines_ = input.line_number();
                progress.show(importer.saved());
            }
            if (!line) {
                co_return outcome<void>();
            }
        }
    }

    /// So that the user knows where to go on, or that all of it is still to be done.
    [[nodiscard]] std::string where_it_stands(const message_importer& importer) const {
        return importer.saved() == 0
                   ? "nothing was imported"
                   : fmt::format("only lines 1 to {} were imported ({} messages)", done_lines_, importer.saved());
    }

    std::string path_;
    message_line_parser::defaults defaults_;
    bool create_thread_ = false;
    std::int64_t done_lines_ = 0;
};

}  // namespace

std::unique_ptr<command> make_message_import() {
    return std::make_unique<message_import>();
}

}  // namespace mastra::cli
