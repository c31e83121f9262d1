#include "bound_store.hpp"

#include "call_meter.hpp"
#include "mastra/calls/replies.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
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
    std::shared_ptr<call_meter> meter;     // null: nobody asks what it costs
    cancellation_signal_ptr cancellation;  // null: it cannot be cancelled

    void reply(std::string member) const {
        std::string& text = member.insert(0, 1, '{');  // in place: it may be long
        if (meter) {
            text.append(",\"cost\":").append(meter->to_json());
        }
        owner->deliver(message_kind::reply, id, std::move(text += '}'));
    }
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

void finished(const pending_call& call, std::exception_ptr fault, std::string reply) {
    if (fault) {
        call.fail(text_of(std::move(fault)));
    } else {
        call.reply(std::move(reply));
    }
}

stores::store_options options_of(const pending_call& call) {
    stores::store_options options;
    if (call.meter) {
        options.call.report_capacity = true;
        options.call.observer = [meter = call.meter](const client::request_record& record) { meter->count(record); };
    }
    return options;
}

boost::asio::cancellation_slot slot_of(const pending_call& call) {
    return call.cancellation ? call.cancellation->slot() : boost::asio::cancellation_slot();
}

// On the I/O thread.
void begin(const pending_call_ptr& call) {
    const auto found = call->operations->find(call->operation);
    if (found == call->operations->end()) {
        call->fail("there is no operation " + call->operation);
        return;
    }
    try {
        auto running = found->second(calls::arguments::of_canonical(call->arguments), options_of(*call));
        call->arguments = {};
        auto done = [call](std::exception_ptr fault, std::string reply) {
            finished(*call, std::move(fault), std::move(reply));
        };
        boost::asio::co_spawn(call->client->get().executor(), std::move(running),
                              boost::asio::bind_cancellation_slot(slot_of(*call), std::move(done)));
    } catch (const std::exception& fault) {
        call->fail(fault.what());
    }
}

// Of the domains that Mastra's core has today: evals and traces of old, which nobody could call, would only be carried.
std::shared_ptr<const calls::operation_table> operations_of(const shared_client_ptr& client,
                                                            const stores::store_config& config) {
    auto table = std::make_shared<calls::operation_table>();
    for (const auto add : {calls::add_memory_operations, calls::add_workflow_operations, calls::add_score_operations,
                           calls::add_observability_operations, calls::add_table_operations}) {
        add(*table, client->get(), config);
    }
    return table;
}

}  // namespace

bound_store::bound_store(std::shared_ptr<environment> owner, shared_client_ptr client,
                         const stores::store_config& config)
    : owner_(std::move(owner)),
      runtime_(owner_->runtime()),
      client_(std::move(client)),
      operations_(operations_of(client_, config)) {}

std::uint32_t bound_store::call(std::string operation, std::string arguments, call_manner manner) {
    auto cancellation = manner.cancellable ? std::make_shared<boost::asio::cancellation_signal>() : nullptr;
    const std::uint32_t id = owner_->begin_call(cancellation);
    auto call = std::make_shared<pending_call>(
        pending_call{owner_, client_, operations_, id, std::move(operation), std::move(arguments),
                     manner.metered ? std::make_shared<call_meter>() : nullptr, std::move(cancellation)});
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
