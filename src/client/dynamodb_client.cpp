#include "mastra/client/dynamodb_client.hpp"

#include "client/client_state.hpp"

namespace mastra::client {

dynamodb_client::dynamodb_client(boost::asio::any_io_executor executor, client_config config)
    : state_(std::make_shared<detail::client_state>(std::move(executor), std::move(config))) {}

void dynamodb_client::start_raw(detail::raw_call call, detail::raw_handler handler) const {
    state_->start(std::move(call), std::move(handler));
}

void dynamodb_client::stop() const {
    state_->stop();
}

const boost::asio::any_io_executor& dynamodb_client::executor() const noexcept {
    return state_->executor();
}

const client_config& dynamodb_client::config() const noexcept {
    return state_->config();
}

const mastra::clock& dynamodb_client::clock() const noexcept {
    return state_->clock();
}

std::chrono::steady_clock::time_point dynamodb_client::deadline_of(const call_options& options) const {
    return state_->deadline_of(options);
}

}  // namespace mastra::client
