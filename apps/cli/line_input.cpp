#include "cli/line_input.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace mastra::cli {

boost::asio::awaitable<outcome<std::optional<std::string>>> next_line(session& session, line_reader& reader) {
    for (;;) {
        MASTRA_CO_TRY(line_reader::step step, reader.next());
        if (step.status == line_reader::status::line) {
            co_return std::optional(std::move(step.line));
        }
        if (step.status == line_reader::status::end) {
            co_return std::optional<std::string>();
        }
        co_await boost::asio::post(session.context(), boost::asio::use_awaitable);  // lets the signal's handler run
        if (session.interrupted()) {
            co_return failure(exit_status::interrupted, "interrupted");
        }
    }
}

}  // namespace mastra::cli
