// The way from the I/O thread to one JavaScript environment: a queue that JavaScript empties in portions. One crossing
// serves any number of results, and none of them keeps the event loop for long.
#pragma once

#include "io_runtime.hpp"
#include "javascript_text.hpp"

#include "mastra/client/credentials.hpp"

#include <napi.h>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace mastra::node {

/// What a message to JavaScript is. The values are part of the agreement with src/native.ts.
enum class message_kind : std::uint32_t {
    reply = 0,               ///< of the call with this id
    credentials_wanted = 1,  ///< id of the question; the text is the provider's number
};

class bound_store;

/// Emitted on the I/O thread only.
using cancellation_signal_ptr = std::shared_ptr<boost::asio::cancellation_signal>;

using credentials_handler = boost::asio::any_completion_handler<void(result<client::credentials>)>;

/// Thread safety: as each function says. Lifetime: owned by its JavaScript environment, and by whoever may still
/// answer; after close() nothing reaches JavaScript any more.
class environment {
public:
    /// `wake` is called on the JavaScript thread when there is something to take.
    environment(Napi::Env env, const Napi::Function& wake);

    // JavaScript thread.

    /// `cancellation`: what cancel() emits; null for a call that is never cancelled.
    [[nodiscard]] std::uint32_t begin_call(cancellation_signal_ptr cancellation);
    /// Ends a call early: nothing new is sent for it, and its reply comes soon. A reply that has come stays what it is.
    void cancel(std::uint32_t call);
    /// Takes messages of about `max_bytes` as [more, kind, id, text, strings, kind, id, text, strings, ...]; `strings`:
    /// what large_strings.hpp took out of the text, or undefined.
    [[nodiscard]] Napi::Array take(std::size_t max_bytes);
    /// The answer to credentials_wanted.
    void answer_credentials(std::uint32_t number, result<client::credentials> answer);
    /// The environment ends: its stores are closed, what waits for JavaScript fails, what comes later is dropped.
    void close();
    void add_store(const std::shared_ptr<bound_store>& store);
    [[nodiscard]] const std::shared_ptr<io_runtime>& runtime() const noexcept { return runtime_; }
    /// No other environment of the process has, or had, this number.
    [[nodiscard]] std::uint64_t number() const noexcept { return number_; }

    // Any thread.

    void deliver(message_kind kind, std::uint32_t id, std::string text);
    /// `done` is called on `executor`, never inside this function.
    void ask_credentials(std::uint32_t provider, boost::asio::any_io_executor executor, credentials_handler done);

    /// Somebody waits for credentials.
    struct question {
        credentials_handler done;
        boost::asio::any_io_executor executor;
    };

private:
    struct message {
        message_kind kind;
        std::uint32_t id;
        javascript_text text;
        std::vector<javascript_text> strings;
        [[nodiscard]] std::size_t bytes() const noexcept;
    };
    [[nodiscard]] std::deque<message> take_messages(std::size_t max_bytes, bool& more);
    [[nodiscard]] Napi::Value strings_of(message taken);
    /// `lock`: of mutex_.
    void push(message value, std::unique_lock<std::mutex> lock);
    void reply_taken(std::uint32_t call);

    const napi_env env_;
    const std::uint64_t number_;
    std::shared_ptr<io_runtime> runtime_;        // JavaScript thread only
    const std::shared_ptr<lent_memory> memory_;  // of what JavaScript has; JavaScript thread only
    const napi_threadsafe_function wake_;
    // JavaScript thread only.
    std::uint32_t next_call_ = 0;
    std::size_t pending_calls_ = 0;
    std::map<std::uint32_t, cancellation_signal_ptr> cancellations_;  // of calls whose reply was not taken
    std::vector<std::weak_ptr<bound_store>> stores_;
    // Guarded by wake_mutex_, never locked together with mutex_.
    std::mutex wake_mutex_;
    bool can_wake_ = true;
    // Guarded by mutex_.
    std::mutex mutex_;
    std::deque<message> queue_;
    bool awake_ = false;  // JavaScript knows, or is about to be told, that there is something to take
    bool closed_ = false;
    std::uint32_t next_question_ = 0;
    std::map<std::uint32_t, question> questions_;
};

}  // namespace mastra::node
