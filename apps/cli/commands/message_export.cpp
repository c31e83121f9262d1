#include "cli/command.hpp"
#include "cli/list_options.hpp"
#include "cli/message_line.hpp"
#include "cli/message_walk.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace mastra::cli {
namespace {

namespace asio = boost::asio;

struct file_closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using file_ptr = std::unique_ptr<std::FILE, file_closer>;

class message_export final : public command {
public:
    void declare(CLI::App& app) override {
        add_repeatable(app, "--thread", threads_, "A thread; may be repeated for several", "ID");
        app.add_option("--resource", resource_, "Only messages of this resource; alone: of all its threads")
            ->type_name("ID");
        app.add_option("--output", path_, "Write to this file instead of standard output")->type_name("FILE");
        app.add_option("--from", from_, "Only messages created at or after this time")->type_name("TIME");
        app.add_option("--to", to_, "Only messages created at or before this time")->type_name("TIME");
    }

    asio::awaitable<outcome<exit_status>> run(session& session) override {
        MASTRA_CO_CHECK(session.table());
        if (threads_.empty() && resource_.empty()) {
            co_return failure(exit_status::invalid_input, "whose messages? Give --thread ID or --resource ID");
        }
        MASTRA_CO_TRY(range_, parse_range(from_, to_));
        MASTRA_CO_TRY(const std::vector<std::string> threads, co_await threads_to_export(session));
        MASTRA_CO_TRY(const file_ptr file, open_output());
        output to_file(file.get());
        output& out = file ? to_file : session.out();
        progress progress = session.start_progress("exported {} messages");
        for (const std::string& thread : threads) {
            MASTRA_CO_CHECK(co_await export_thread(session, thread, out, progress));
        }
        MASTRA_CO_CHECK(out.flush());
        session.say(fmt::format("exported {} messages of {} thread{}", exported_, threads.size(),
                                threads.size() == 1 ? "" : "s"));
        co_return exit_status::ok;
    }

private:
    /// Those that were named, else all of the resource.
    asio::awaitable<outcome<std::vector<std::string>>> threads_to_export(session& session) const {
        if (!threads_.empty()) {
            co_return threads_;
        }
        stores::thread_query query;
        query.resource_id = resource_;
        query.paging = {0, std::nullopt};
        query.order.direction = stores::sort_direction::ascending;
        MASTRA_CO_TRY(const auto page,
                      co_await session.store().list_threads(std::move(query), session.store_options()));
        std::vector<std::string> ids;
        for (const stores::thread& thread : page.records) {
            ids.push_back(thread.id);
        }
        co_return ids;
    }

    [[nodiscard]] outcome<file_ptr> open_output() const {
        if (path_.empty()) {
            return file_ptr();
        }
        file_ptr file(std::fopen(path_.c_str(), "wb"));
        if (!file) {
            return failure(exit_status::output_failed,
                           fmt::format("{} cannot be written: {}", path_, std::generic_category().message(errno)));
        }
        return file;
    }

    asio::awaitable<outcome<void>> export_thread(session& session, std::string thread, output& out,
                                                 progress& progress) {
        const std::optional<std::string> resource = resource_.empty() ? std::nullopt : std::optional(resource_);
        message_walk walk(std::move(thread), resource, range_);
        for (;;) {
            MASTRA_CO_TRY(const std::vector<stores::message> batch, co_await walk.next(session));
            if (batch.empty()) {
                co_return outcome<void>();
            }
            for (const stores::message& message : batch) {
                out.write(message_line(message));
            }
            exported_ += static_cast<std::int64_t>(batch.size());
            progress.show(exported_);
            if (out.failed()) {
                co_return out.flush();
            }
        }
    }

    std::vector<std::string> threads_;
    std::string resource_;
    std::string path_;
    std::string from_;
    std::string to_;
    stores::date_range range_;
    std::int64_t exported_ = 0;
};

}  // namespace

std::unique_ptr<command> make_message_export() {
    return std::make_unique<message_export>();
}

}  // namespace mastra::cli
