#include "environment.hpp"

#include "bound_store.hpp"
#include "large_strings.hpp"

#include <boost/asio/post.hpp>

#include <atomic>
#include <numeric>
#include <utility>

namespace mastra::node {
namespace {

std::uint64_t next_number() {
    static std::atomic<std::uint64_t> last = 0;
    return ++last;
}

error environment_ended() {
    return {client_errc::credentials_failed, "the JavaScript environment that gives the credentials has ended"};
}

void complete(environment::question asked, result<client::credentials> answer) {
    boost::asio::post(asked.executor, [done = std::move(asked.done), answer = std::move(answer)]() mutable {
        std::move(done)(std::move(answer));
    });
}

// Plain Node-API: in an environment that is being terminated the call fails, and there is nobody to throw at. What
// JavaScript throws stays pending and is reported by Node.js.
void call_wake(napi_env env, napi_value wake, void* /*context*/, void* /*data*/) {
    napi_value receiver = nullptr;
    if (env != nullptr && napi_get_undefined(env, &receiver) == napi_ok) {
        napi_call_function(env, receiver, wake, 0, nullptr, nullptr);
    }
}

napi_threadsafe_function wake_function(Napi::Env env, const Napi::Function& wake) {
    napi_threadsafe_function made = nullptr;
    const napi_status status =
        napi_create_threadsafe_function(env, wake, nullptr, Napi::String::New(env, "mastra-dynamodb"), 0, 1, nullptr,
                                        nullptr, nullptr, call_wake, &made);
    if (status != napi_ok) {
        throw Napi::Error::New(env, "mastra-dynamodb: no thread-safe function could be made");
    }
    napi_unref_threadsafe_function(env, made);  // only calls in flight keep the event loop alive
    return made;
}

}  // namespace

environment::environment(Napi::Env env, const Napi::Function& wake)
    : env_(env),
      number_(next_number()),
      runtime_(io_runtime::shared()),
      memory_(std::make_shared<lent_memory>()),
      wake_(wake_function(env, wake)) {}

std::uint32_t environment::begin_call(cancellation_signal_ptr cancellation) {
    if (pending_calls_++ == 0) {
        napi_ref_threadsafe_function(env_, wake_);
    }
    if (cancellation) {
        cancellations_.emplace(next_call_, std::move(cancellation));
    }
    return next_call_++;
}

void environment::cancel(std::uint32_t call) {
    if (const auto found = cancellations_.find(call); found != cancellations_.end()) {
        boost::asio::post(runtime_->context(),
                          [signal = found->second] { signal->emit(boost::asio::cancellation_type::terminal); });
    }
}

void environment::reply_taken(std::uint32_t call) {
    cancellations_.erase(call);
    if (--pending_calls_ == 0) {
        napi_unref_threadsafe_function(env_, wake_);
    }
}

Napi::Array environment::take(std::size_t max_bytes) {
    bool more = false;
    std::deque<message> taken = take_messages(max_bytes, more);
    Napi::Array list = Napi::Array::New(env_, 1 + 4 * taken.size());
    std::uint32_t at = 0;
    list[at++] = Napi::Boolean::New(env_, more);
    for (message& each : taken) {
        list[at++] = Napi::Number::New(env_, static_cast<double>(each.kind));
        list[at++] = Napi::Number::New(env_, each.id);
        list[at++] = std::move(each.text).release(env_, runtime_, memory_);
        list[at++] = strings_of(std::move(each));
        if (each.kind == message_kind::reply) {
            reply_taken(each.id);
        }
    }
    memory_->tell(env_);
    return list;
}

Napi::Value environment::strings_of(message taken) {
    if (taken.strings.empty()) {
        return Napi::Env(env_).Undefined();
    }
    Napi::Array list = Napi::Array::New(env_, taken.strings.size());
    std::uint32_t at = 0;
    for (javascript_text& each : taken.strings) {
        list[at++] = std::move(each).release(env_, runtime_, memory_);
    }
    return list;
}

std::size_t environment::message::bytes() const noexcept {
    return std::accumulate(strings.begin(), strings.end(), text.bytes(),
                           [](std::size_t sum, const javascript_text& each) { return sum + each.bytes(); });
}

std::deque<environment::message> environment::take_messages(std::size_t max_bytes, bool& more) {
    std::deque<message> taken;
    std::size_t bytes = 0;
    const std::lock_guard lock(mutex_);
    while (!queue_.empty() && (taken.empty() || bytes + queue_.front().bytes() <= max_bytes)) {
        bytes += queue_.front().bytes();
        taken.push_back(std::move(queue_.front()));
        queue_.pop_front();
    }
    // A full portion ends the turn, also where nothing waits: replies that come meanwhile would go on with it.
    more = awake_ = bytes >= max_bytes || !queue_.empty();
    return taken;
}

void environment::deliver(message_kind kind, std::uint32_t id, std::string text) {
    split_reply split = split_large_strings(std::move(text));
    message value{kind, id, javascript_text(std::move(split.json)), {}};
    for (std::string& each : split.strings) {
        value.strings.emplace_back(std::move(each), 0);
    }
    std::unique_lock lock(mutex_);
    if (!closed_) {
        push(std::move(value), std::move(lock));
    }
}

// JavaScript is woken when it can take the queue's lock at once: waiting for it costs more than all else here.
void environment::push(message value, std::unique_lock<std::mutex> lock) {
    queue_.push_back(std::move(value));
    const bool must_wake = !awake_;
    awake_ = true;
    lock.unlock();
    if (must_wake) {
        const std::lock_guard wake_lock(wake_mutex_);
        if (can_wake_) {
            napi_call_threadsafe_function(wake_, nullptr, napi_tsfn_nonblocking);
        }
    }
}

void environment::ask_credentials(std::uint32_t provider, boost::asio::any_io_executor executor,
                                  credentials_handler done) {
    std::unique_lock lock(mutex_);
    if (closed_) {
        complete({std::move(done), std::move(executor)}, environment_ended());
        return;
    }
    const std::uint32_t number = next_question_++;
    questions_.emplace(number, question{std::move(done), std::move(executor)});
    push({message_kind::credentials_wanted, number, javascript_text(std::to_string(provider)), {}}, std::move(lock));
}

void environment::answer_credentials(std::uint32_t number, result<client::credentials> answer) {
    const std::lock_guard lock(mutex_);
    auto found = questions_.extract(number);
    if (!found.empty()) {
        complete(std::move(found.mapped()), std::move(answer));
    }
}

void environment::close() {
    {
        const std::lock_guard wake_lock(wake_mutex_);
        can_wake_ = false;
    }
    std::map<std::uint32_t, question> waiting;
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        queue_.clear();
        waiting.swap(questions_);
    }
    for (auto& [number, asked] : waiting) {
        complete(std::move(asked), environment_ended());
    }
    for (const auto& each : stores_) {
        if (const auto store = each.lock()) {
            store->close();
        }
    }
    runtime_.reset();
}

void environment::add_store(const std::shared_ptr<bound_store>& store) {
    std::erase_if(stores_, [](const auto& each) { return each.expired(); });
    stores_.push_back(store);
}

}  // namespace mastra::node
