#include "bound_store.hpp"

#include "mastra/calls/replies.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include <exception>
#include <utility>

namespace mastra::node {
namespace {

// One call on its way. It owns the client, so that closing a store does not end it.
struct pending_call {
    std::shared_ptr<environment> owner;
    shared_client_ptr client;
    std::shared_ptr<const calls::operation_table> operations;
    std::uint32_t id;
    std::string operation;
    std::string arguments;

    void reply(const std::string& member) const { owner->deliver(message_kind::reply, id, '{' + member + '}'); }
    void fail(std::string_view what) const { reply("\"error\":" + calls::bad_arguments_json(what)); }
};
using pending_call_ptr = std::shared_ptr<pending_call>;

std::string text_of(std::exception_ptr fault) {
    try {
        std::rethrow_exception(std::move(fault));
    } catch (const std::exception& known) {
        return known.what();
    } catch (...) {
        return "an unknown exception";
    }
}

void finished(const pending_call& call, std::exception_ptr fault, const std::string& reply) {
    if (fault) {
        call.fail(text_of(std::move(fault)));
    } else {
        call.reply(reply);
    }
}

// On the I/O thread.
void begin(const pending_call_ptr& call) {
    const auto found = call->operations->find(call->operation);
    if (found == call->operations->end()) {
        call->fail("there is no operation " + call->operation);
        return;
    }
    try {
        auto running = found->second(calls::arguments::parse(call->arguments));
        call->arguments = {};
        boost::asio::co_spawn(
            call->client->get().executor(), std::move(running),
            [call](std::exception_ptr fault, const std::string& reply) { finished(*call, std::move(fault), reply); });
    } catch (const std::exception& fault) {
        call->fail(fault.what());
    }
}

}  // namespace

bound_store::bound_store(std::shared_ptr<environment> owner, shared_client_ptr client,
                         const stores::store_config& config)
    : owner_(std::move(owner)),
      runtime_(owner_->runtime()),
      client_(std::move(client)),
      operations_(std::make_shared<const calls::operation_table>(calls::all_operations(client_->get(), config))) {}

std::uint32_t bound_store::call(std::string operation, std::string arguments) {
    const std::uint32_t id = owner_->begin_call();
    auto call = std::make_shared<pending_call>(
        pending_call{owner_, client_, operations_, id, std::move(operation), std::move(arguments)});
    if (!client_) {
        call->fail("the store is closed");
        return id;
    }
    boost::asio::post(runtime_->context(), [call = std::move(call)] { begin(call); });
    return id;
}

void bound_store::close() {
    operations_.reset();
    client_.reset();
    runtime_.reset();
}

}  // namespace mastra::node
