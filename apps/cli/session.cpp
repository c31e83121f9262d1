#include "cli/session.hpp"

#include "cli/terminal_text.hpp"

#include <fmt/format.h>

#include <utility>

namespace mastra::cli {

session::session(const CLI::App& app, const global_options& options) : app_(app), options_(options) {}

const client::dynamodb_client& session::client() {
    if (!client_) {
        client::client_config config;
        config.region = options_.region;
        config.endpoint = options_.endpoint;
        config.profile = options_.profile;
        config.allow_insecure_endpoint = options_.allow_insecure_endpoint;
        if (options_.verbose) {
            config.report_capacity = true;
            config.observer = [this](const client::request_record& record) {
                meter_.count(record);
                fmt::print(stderr, "{}\n", request_meter::line_of(record));
            };
        }
        client_.emplace(context_.get_executor(), std::move(config));
    }
    return *client_;
}

void session::disconnect() {
    if (client_) {
        client_->stop();
    }
    context_.poll();
}

const stores::memory_store& session::store() {
    if (!store_) {
        stores::store_config config;
        config.table_name = options_.table;
        store_.emplace(client(), std::move(config));
    }
    return *store_;
}

outcome<std::string> session::table() const {
    if (options_.table.empty()) {
        return failure(exit_status::invalid_input, "no table is given; use --table NAME or set MASTRA_DYNAMODB_TABLE");
    }
    return options_.table;
}

stores::store_options session::store_options() const {
    stores::store_options options;
    options.call = call_options();
    return options;
}

client::call_options session::call_options() const {
    client::call_options options;
    options.timeout = options_.timeout();
    return options;
}

void session::say(std::string_view sentence) const {
    if (!options_.json) {
        fmt::print(stderr, "{}\n", single_line(sentence));
    }
}

progress session::start_progress(std::string sentence) const {
    return progress(choose_progress_style(options_.progress), std::move(sentence));
}

void session::report_cost() const {
    if (options_.verbose) {
        fmt::print(stderr, "{}\n", meter_.summary());
    }
}

}  // namespace mastra::cli
