#include "client/credentials/child_process.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX has no header for it

namespace mastra::client {
namespace {

namespace asio = boost::asio;
using asio::awaitable;
using std::chrono::steady_clock;
constexpr auto no_throw = asio::as_tuple(asio::use_awaitable);

error failed(const char* reason) {
    return {client_errc::credentials_failed, reason};
}

/// A started program; killed with its group when it has not been waited for.
class child {
public:
    explicit child(pid_t id) : id_(id) {}
    child(const child&) = delete;
    child& operator=(const child&) = delete;
    ~child() {
        if (!ended_) {
            ::kill(-id_, SIGKILL);
            while (::waitpid(id_, nullptr, 0) < 0 && errno == EINTR) {
            }
        }
    }

    /// The exit status once it has ended. A process that ignores SIGCHLD never learns it: zero then.
    [[nodiscard]] std::optional<int> try_wait() {
        int status = 0;
        const pid_t waited = ::waitpid(id_, &status, WNOHANG);
        if (waited == 0 || (waited < 0 && errno == EINTR)) {
            return std::nullopt;
        }
        ended_ = true;
        if (waited < 0) {
            return 0;
        }
        constexpr int signal_base = 128;
        return WIFEXITED(status) ? WEXITSTATUS(status) : signal_base + WTERMSIG(status);
    }

private:
    pid_t id_;
    bool ended_ = false;
};

/// Those that are open now, but for standard input, output and error. posix_spawn could close whatever is open at its
/// own time, but only since glibc 2.34; what is opened in between has O_CLOEXEC, as all of ours has.
std::vector<int> open_descriptors() {
    std::vector<int> found;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd", ignored)) {
        const std::string name = entry.path().filename().string();
        int descriptor = 0;
        std::from_chars(name.data(), name.data() + name.size(), descriptor);
        if (descriptor > STDERR_FILENO) {
            found.push_back(descriptor);
        }
    }
    return found;
}

/// What posix_spawn needs to know, released with this object.
class spawn_plan {
public:
    explicit spawn_plan(int output) {
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
        for (const int inherited : open_descriptors()) {
            ::posix_spawn_file_actions_addclose(&actions_, inherited);
        }
        ::posix_spawnattr_init(&attributes_);
        sigset_t none;
        ::sigemptyset(&none);
        ::posix_spawnattr_setsigmask(&attributes_, &none);
        sigset_t defaults;
        ::sigemptyset(&defaults);
        ::sigaddset(&defaults, SIGPIPE);
        ::posix_spawnattr_setsigdefault(&attributes_, &defaults);
        ::posix_spawnattr_setflags(&attributes_,
                                   POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    spawn_plan(const spawn_plan&) = delete;
    spawn_plan& operator=(const spawn_plan&) = delete;
    ~spawn_plan() {
        ::posix_spawn_file_actions_destroy(&actions_);
        ::posix_spawnattr_destroy(&attributes_);
    }

    [[nodiscard]] std::optional<pid_t> start(std::vector<std::string>& words) const {
        std::vector<char*> arguments;
        for (std::string& word : words) {
            arguments.push_back(word.data());
        }
        arguments.push_back(nullptr);
        pid_t id = 0;
        const int failure = ::posix_spawnp(&id, arguments[0], &actions_, &attributes_, arguments.data(), environ);
        return failure == 0 ? std::optional(id) : std::nullopt;
    }

private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

struct started_program {
    std::unique_ptr<child> process;
    asio::posix::stream_descriptor output;
};

result<started_program> start_program(std::vector<std::string> words, const asio::any_io_executor& executor) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return failed("no pipe could be made for the program's output");
    }
    asio::posix::stream_descriptor output(executor, ends[0]);
    const std::optional<pid_t> id = spawn_plan(ends[1]).start(words);
    ::close(ends[1]);
    if (!id) {
        return failed("the program cannot be started; check its path");
    }
    return started_program{std::make_unique<child>(*id), std::move(output)};
}

/// Cancels the reading of a program's output when the time is over.
class read_timeout {
public:
    read_timeout(asio::posix::stream_descriptor& output, steady_clock::time_point deadline)
        : timer_(output.get_executor(), deadline) {
        timer_.async_wait(
            [this, alive = std::weak_ptr<char>(alive_), &output](const boost::system::error_code& failure) {
                if (!failure && !alive.expired()) {
                    over_ = true;
                    output.cancel();
                }
            });
    }
    [[nodiscard]] bool is_over() const noexcept { return over_; }

private:
    bool over_ = false;
    std::shared_ptr<char> alive_ = std::make_shared<char>();
    asio::steady_timer timer_;
};

awaitable<result<std::string>> read_output(asio::posix::stream_descriptor& output, std::size_t max_bytes,
                                           steady_clock::time_point deadline) {
    const read_timeout timeout(output, deadline);
    std::string text;
    std::array<char, 4096> buffer{};
    while (!timeout.is_over()) {
        const auto [failure, count] = co_await output.async_read_some(asio::buffer(buffer), no_throw);
        text.append(buffer.data(), count);
        if (text.size() > max_bytes) {
            co_return failed("the program printed too much");
        }
        if (failure && !timeout.is_over()) {
            co_return text;
        }
    }
    co_return failed("the program ran too long and was stopped");
}

/// Asks again and again instead of waiting for SIGCHLD, which belongs to the application. The output has ended by now,
/// so the first answer is nearly always the last.
awaitable<std::optional<int>> wait_for_end(child& process, steady_clock::time_point deadline) {
    asio::steady_timer timer(co_await asio::this_coro::executor);
    constexpr std::chrono::milliseconds longest_pause{50};
    std::chrono::milliseconds pause{1};
    while (true) {
        if (const auto status = process.try_wait()) {
            co_return status;
        }
        if (steady_clock::now() >= deadline) {
            co_return std::nullopt;
        }
        timer.expires_after(pause);
        co_await timer.async_wait(no_throw);
        pause = std::min(2 * pause, longest_pause);
    }
}

}  // namespace

awaitable<result<program_result>> run_program(std::vector<std::string> words, program_limits limits) {
    const auto deadline = steady_clock::now() + limits.timeout;
    MASTRA_CO_TRY(started_program program, start_program(std::move(words), co_await asio::this_coro::executor));
    result<std::string> text = co_await read_output(program.output, limits.output_bytes, deadline);
    if (text.has_error()) {
        co_return text.error();
    }
    secret_string output(*std::move(text));
    const std::optional<int> status = co_await wait_for_end(*program.process, deadline);
    if (!status) {
        co_return failed("the program ran too long and was stopped");
    }
    co_return program_result{*status, std::move(output)};
}

}  // namespace mastra::client
