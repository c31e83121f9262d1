#include "stores/table_walk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace mastra::stores {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t state_version = 1;
/// An eventually consistent read unit.
constexpr double bytes_of_a_unit = 8192;
/// A first page that is small whatever the items are; what they weigh is known after it.
constexpr std::int32_t first_limit = 25;
constexpr std::int32_t largest_limit = 10'000;

error bad_state(std::string_view why) {
    return error(model_errc::invalid_cursor, fmt::format("the state to go on from {}", why));
}

double units_of(const protocol::page_response& page) {
    return page.capacity ? page.capacity->capacity_units : 0;
}

}  // namespace

milliseconds pacer::pause_after(double amount, time_point now) {
    if (!limited()) {
        return milliseconds(0);
    }
    const auto cost = std::chrono::duration_cast<std::chrono::steady_clock::duration>(
        std::chrono::duration<double>(amount / per_second_));
    free_at_ = std::max(free_at_, now) + cost;
    return std::chrono::ceil<milliseconds>(free_at_ - now);
}

operation walk_context::begin() const {
    store_options options;
    options.call = call;
    return make_operation(client, config, options);
}

table_walk::table_walk(walk_context context, protocol::scan_request request, double units_per_second,
                       std::optional<attribute_map> start)
    : context_(std::move(context)),
      request_(std::move(request)),
      pacer_(units_per_second),
      position_(std::move(start)) {
    request_.table_name = context_.config->table_name;
    if (pacer_.limited()) {
        request_.return_capacity = protocol::capacity_detail::total;
        request_.limit = first_limit;
    }
}

task<std::optional<protocol::page_response>> table_walk::next() {
    if (ended_) {
        co_return std::optional<protocol::page_response>();
    }
    MASTRA_CO_CHECK(co_await wait_for(owed_));
    request_.exclusive_start_key = position_;
    MASTRA_CO_TRY(protocol::page_response page,
                  co_await send(context_.begin(), result<protocol::scan_request>(request_)));
    position_ = page.last_evaluated_key;
    ended_ = !position_;
    if (pacer_.limited()) {
        owed_ = pacer_.pause_after(units_of(page), context_.client.clock().steady_now());
        choose_limit(page);
    }
    co_return std::optional<protocol::page_response>(std::move(page));
}

void table_walk::charge(double units) {
    owed_ = pacer_.pause_after(units, context_.client.clock().steady_now());
}

/// Pages of about a second's units: the rate is kept in short stretches too.
void table_walk::choose_limit(const protocol::page_response& page) {
    if (page.scanned_count == 0) {
        return;
    }
    const double units_an_item =
        std::max(units_of(page) / static_cast<double>(page.scanned_count), 1 / bytes_of_a_unit);
    const double items = std::floor(pacer_.per_second() / units_an_item);
    request_.limit = static_cast<std::int32_t>(std::clamp(items, 1.0, static_cast<double>(largest_limit)));
}

json_object make_state(std::string_view job, std::string_view table, const std::optional<attribute_map>& position) {
    json_object state;
    state.set("version", json_text::trusted(std::to_string(state_version)));
    state.set("job", json_text::of_string(job));
    state.set("table", json_text::of_string(table));
    if (position) {
        json_object next;
        for (const auto& [name, value] : *position) {
            if (const std::string* text = value.if_string()) {
                next.set(name, json_text::of_string(*text));
            }
        }
        state.set("next", next.to_text());
    }
    return state;
}

result<json_object> parse_state(std::string_view text, std::string_view job, std::string_view table) {
    auto state = json_object::parse(text);
    if (state.has_error()) {
        return bad_state("is no JSON object");
    }
    MASTRA_TRY(const std::int64_t version, number_of(*state, "version"));
    if (version != state_version) {
        return bad_state("was written by another version");
    }
    const auto is = [&](std::string_view name, std::string_view wanted) {
        const json_text* value = state->find(name);
        return value != nullptr && value->as_string() == wanted;
    };
    if (!is("job", job)) {
        return bad_state(fmt::format("is not one of {}", job));
    }
    if (!is("table", table)) {
        return bad_state("belongs to another table");
    }
    return *std::move(state);
}

result<std::optional<attribute_map>> position_of(const json_object& state) {
    const json_text* next = state.find("next");
    if (next == nullptr) {
        return std::optional<attribute_map>();
    }
    auto key = json_object::parse(next->text());
    attribute_map position;
    if (key.has_value()) {
        for (const auto& [name, value] : key->members()) {
            if (auto text = value.as_string()) {
                position.set(name, *std::move(text));
            }
        }
    }
    if (position.size() != 2) {
        return bad_state("has no position");
    }
    return std::optional<attribute_map>(std::move(position));
}

result<std::int64_t> number_of(const json_object& state, std::string_view name) {
    const json_text* value = state.find(name);
    std::int64_t number = 0;
    if (value != nullptr) {
        const std::string& text = value->text();
        const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (code == std::errc() && end == text.data() + text.size()) {
            return number;
        }
    }
    return bad_state(fmt::format("lacks the number {}", name));
}

}  // namespace mastra::stores
