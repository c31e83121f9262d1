#include "mastra/stores/table_setup.hpp"

#include "stores/operation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;

constexpr milliseconds first_pause{100};
constexpr milliseconds longest_pause{2'000};
constexpr std::array<std::string_view, 4> outcome_names{"done", "already", "differs", "failed"};

/// A request about the table, as send() takes it.
template <class Request>
result<Request> about(const operation& op) {
    Request request;
    request.table_name = op->table();
    return request;
}

bool is_active(const protocol::table_description& table) {
    return table.status == "ACTIVE" && std::ranges::all_of(table.global_secondary_indexes, [](const auto& index) {
               return index.status == "ACTIVE" || index.status.empty();
           });
}

setup_step ended(std::string what, setup_outcome outcome, std::string detail = {}) {
    return {std::move(what), outcome, std::move(detail)};
}

setup_step failed(std::string what, const error& cause) {
    return {std::move(what), setup_outcome::failed, cause.message()};
}

struct creation {
    bool by_this_call = false;
    /// Set when a reply was lost and it is not known who created the table, or whether it is there at all.
    std::optional<error> unclear;
};

/// Asks again after a lost reply or DynamoDB's internal failure: a table that is there is never created a second time.
task<creation> create_if_missing(operation op, const table_options& options) {
    result<protocol::create_table_request> request = table_definition(op->table(), options);
    auto created = co_await send_repeatable(op, std::move(request));
    creation made;
    made.by_this_call = created.has_value();
    if (made.by_this_call) {
        co_return made;
    }
    const error& fault = created.error();
    if (fault.is(error_kind::outcome_unknown)) {
        made.unclear = std::move(created).error();
    } else if (!fault.is(service_errc::resource_in_use) && !fault.is(service_errc::table_in_use)) {
        co_return std::move(created).error();
    }
    co_return made;
}

task<protocol::table_description> wait_until_active(operation op, setup_observer observer) {
    const auto started = op->client.clock().steady_now();
    for (milliseconds wait = first_pause;; wait = std::min(wait * 2, longest_pause)) {
        auto described = co_await send(op, about<protocol::describe_table_request>(op));
        // A table that was just created may be unknown to a few more reads.
        if (described.has_error() && !described.error().is(error_kind::not_found)) {
            co_return std::move(described).error();
        }
        if (described.has_value() && is_active(described->table)) {
            co_return std::move(described->table);
        }
        if (observer) {
            observer(std::chrono::duration_cast<std::chrono::seconds>(op->client.clock().steady_now() - started));
        }
        if (auto waited = co_await pause(op, wait); waited.has_error()) {
            co_return std::move(waited).error().with_context(
                fmt::format("while waiting for table {} to become active", op->table()));
        }
    }
}

std::string units_text(const protocol::provisioned_throughput& units) {
    return fmt::format("{} read and {} write units", units.read_capacity_units, units.write_capacity_units);
}

std::string billing_text(protocol::billing_mode mode, const protocol::provisioned_throughput& units) {
    return mode == protocol::billing_mode::pay_per_request ? "on demand"
                                                           : fmt::format("provisioned, {}", units_text(units));
}

/// What CreateTable was to do about billing, as DescribeTable tells it.
setup_step billing_step(const protocol::table_description& table, const table_options& options, bool created) {
    const std::string wanted = billing_text(options.billing, options.table_throughput);
    const std::string actual = billing_text(table.billing_mode, table.throughput);
    if (wanted == actual) {
        return {"billing " + wanted, created ? setup_outcome::done : setup_outcome::already, {}};
    }
    return {"billing " + wanted, setup_outcome::differs,
            fmt::format("the table is {}; change it with UpdateTable if that is not meant", actual)};
}

std::string encryption_text(const table_options& options) {
    switch (options.encryption) {
        case table_encryption::aws_owned:
            return "encryption with a key that AWS owns";
        case table_encryption::aws_managed:
            return "encryption with the account's key alias/aws/dynamodb";
        case table_encryption::customer_key:
            return fmt::format("encryption with the key {}", options.kms_key);
    }
    return {};
}

/// DescribeTable gives the key's ARN, whatever was given: id, ARN or alias. An alias cannot be compared.
bool encrypted_as_wanted(const std::optional<protocol::sse_description>& actual, const table_options& options) {
    const bool by_kms = actual && (actual->status == "ENABLED" || actual->status == "UPDATING");
    if (options.encryption == table_encryption::aws_owned || !by_kms) {
        return by_kms == (options.encryption != table_encryption::aws_owned);
    }
    const bool comparable = options.encryption == table_encryption::customer_key && actual->kms_master_key_arn &&
                            options.kms_key.find("alias/") == std::string::npos;
    return !comparable || actual->kms_master_key_arn->ends_with(options.kms_key);
}

setup_step encryption_step(const protocol::table_description& table, const table_options& options, bool created) {
    if (encrypted_as_wanted(table.sse, options)) {
        return {encryption_text(options), created ? setup_outcome::done : setup_outcome::already, {}};
    }
    return {encryption_text(options), setup_outcome::differs,
            created
                ? "the endpoint accepted it and does not show it; it may not know encryption (DynamoDB Local does not)"
                : "the table is encrypted otherwise; change it with UpdateTable if that is not meant"};
}

task<setup_step> protect_from_deletion(operation op, const protocol::table_description& table, bool created) {
    const std::string what = "deletion protection";
    if (table.deletion_protection) {
        co_return ended(what, created ? setup_outcome::done : setup_outcome::already);
    }
    auto request = about<protocol::update_table_request>(op);
    request->deletion_protection = true;
    auto updated = co_await send(op, std::move(request));
    if (updated.has_error()) {
        co_return failed(what, updated.error());
    }
    if (!updated->table.deletion_protection) {
        co_return ended(what, setup_outcome::differs,
                        "the endpoint accepted it and does not show it; it may not know deletion protection");
    }
    co_return ended(what, setup_outcome::done);
}

task<setup_step> enable_ttl(operation op, std::string attribute) {
    const std::string what = fmt::format("time to live by {}", attribute);
    auto described = co_await send(op, about<protocol::describe_time_to_live_request>(op));
    if (described.has_error()) {
        co_return failed(what, described.error());
    }
    if (verify_ttl(*described, attribute).empty()) {
        co_return ended(what, setup_outcome::already);
    }
    auto request = about<protocol::update_time_to_live_request>(op);
    request->attribute_name = std::move(attribute);
    auto enabled = co_await send(op, std::move(request));
    if (enabled.has_error()) {
        co_return failed(what, enabled.error());
    }
    co_return ended(what, setup_outcome::done);
}

task<setup_step> enable_recovery(operation op, bool created) {
    const std::string what = "point-in-time recovery";
    auto described = co_await send(op, about<protocol::describe_continuous_backups_request>(op));
    if (described.has_error()) {
        co_return failed(what, described.error());
    }
    if (described->point_in_time_recovery_status == "ENABLED") {
        co_return ended(what, setup_outcome::already);
    }
    for (milliseconds wait = first_pause;; wait = std::min(wait * 2, longest_pause)) {
        auto enabled = co_await send(op, about<protocol::update_continuous_backups_request>(op));
        if (enabled.has_value()) {
            co_return ended(what, setup_outcome::done);
        }
        // Backups of a table become available a moment after it; DynamoDB refuses with an error of its own till then.
        if (!created || !enabled.error().is(service_errc::unknown_service_error)) {
            co_return failed(what, enabled.error());
        }
        if (auto waited = co_await pause(op, wait); waited.has_error()) {
            co_return failed(what, enabled.error());
        }
    }
}

task<std::vector<setup_step>> make_as_wanted(operation op, protocol::table_description table, table_options options,
                                             bool created) {
    std::vector<setup_step> steps;
    steps.push_back(billing_step(table, options, created));
    steps.push_back(encryption_step(table, options, created));
    if (options.deletion_protection) {
        MASTRA_CO_TRY(setup_step step, co_await protect_from_deletion(op, table, created));
        steps.push_back(std::move(step));
    }
    if (!options.ttl_attribute.empty()) {
        MASTRA_CO_TRY(setup_step step, co_await enable_ttl(op, options.ttl_attribute));
        steps.push_back(std::move(step));
    }
    if (options.point_in_time_recovery) {
        MASTRA_CO_TRY(setup_step step, co_await enable_recovery(op, created));
        steps.push_back(std::move(step));
    }
    co_return steps;
}

}  // namespace

std::string_view to_string(setup_outcome outcome) noexcept {
    return outcome_names[static_cast<std::size_t>(outcome)];
}

bool table_setup::complete() const noexcept {
    return faults.empty() && std::ranges::all_of(steps, [](const setup_step& step) {
               return step.outcome == setup_outcome::done || step.outcome == setup_outcome::already;
           });
}

task<table_setup> set_up_table(client::dynamodb_client client, std::string table_name, table_options options,
                               client::call_options call, setup_observer observer) {
    co_await asio::this_coro::throw_if_cancelled(false);
    MASTRA_CO_CHECK(check(options));
    auto config = std::make_shared<store_config>();
    config->table_name = std::move(table_name);
    store_options how;
    how.call = std::move(call);
    const operation op = make_operation(std::move(client), std::move(config), how);
    table_setup setup;
    MASTRA_CO_TRY(creation made, co_await create_if_missing(op, options));
    setup.created = made.by_this_call;
    auto table = co_await wait_until_active(op, std::move(observer));
    if (table.has_error()) {
        co_return std::move(made.unclear).value_or(std::move(table).error());
    }
    setup.faults = verify_table(*table);
    if (setup.faults.empty()) {
        MASTRA_CO_TRY(setup.steps, co_await make_as_wanted(op, *std::move(table), std::move(options), setup.created));
    }
    co_return setup;
}

}  // namespace mastra::stores
