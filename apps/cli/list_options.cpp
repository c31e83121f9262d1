#include "cli/list_options.hpp"

#include "cli/options.hpp"

#include <fmt/format.h>

#include <charconv>
#include <limits>
#include <utility>

namespace mastra::cli {
namespace {

constexpr const char* updated_at_name = "updatedAt";
constexpr std::int64_t largest_count = std::numeric_limits<std::int32_t>::max();

std::optional<std::int64_t> count_of(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = ec == std::errc() && end == text.data() + text.size();
    return whole && value >= 0 ? std::optional(value) : std::nullopt;
}

/// Cuts ":N" off the end of `text`; empty (and `text` unchanged) when it does not end so.
std::optional<std::int64_t> take_last_count(std::string_view& text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) {
        return std::nullopt;
    }
    const std::optional<std::int64_t> count = count_of(text.substr(colon + 1));
    if (count) {
        text = text.substr(0, colon);
    }
    return count;
}

json_text scalar_of(std::string_view text) {
    result<json_text> parsed = json_text::parse(text);
    const bool scalar = parsed && !parsed->is_object() && !parsed->text().starts_with('[');
    return scalar ? *std::move(parsed) : json_text::of_string(text);
}

outcome<std::optional<timestamp>> parse_end(std::string_view option, std::string_view text) {
    if (text.empty()) {
        return std::optional<timestamp>();
    }
    result<timestamp> time = parse_timestamp(text);
    if (time.has_error()) {
        return failure(time.error()).with_context(option);
    }
    return std::optional(*time);
}

}  // namespace

void paging_options::declare(CLI::App& app) {
    CLI::Option* page = app.add_option("--page", page_, "Page to show, from 0")
                            ->check(in_range(std::int64_t{0}, largest_count))
                            ->type_name("N");
    CLI::Option* per_page = app.add_option("--per-page", per_page_, "Rows a page")
                                ->check(in_range(std::int64_t{0}, largest_count))
                                ->capture_default_str()
                                ->type_name("N");
    app.add_flag("--all", all_, "Show everything")->excludes(page)->excludes(per_page);
}

stores::paging paging_options::value() const {
    return all_ ? stores::paging{0, std::nullopt} : stores::paging{page_, per_page_};
}

void order_options::declare(CLI::App& app) {
    app.add_option("--order-by", field_, "createdAt or updatedAt")
        ->check(CLI::IsMember(std::vector<std::string>{"createdAt", updated_at_name}).description(""))
        ->capture_default_str()
        ->type_name("FIELD");
    const bool oldest_first = fallback_ == stores::sort_direction::ascending;
    CLI::Option* ascending =
        app.add_flag("--ascending", ascending_, oldest_first ? "Oldest first (the default)" : "Oldest first");
    app.add_flag("--descending", descending_, oldest_first ? "Newest first" : "Newest first (the default)")
        ->excludes(ascending);
}

stores::ordering order_options::value() const {
    const bool by_update = field_ == updated_at_name;
    stores::ordering order{by_update ? stores::sort_field::updated_at : stores::sort_field::created_at, fallback_};
    if (ascending_) {
        order.direction = stores::sort_direction::ascending;
    }
    if (descending_) {
        order.direction = stores::sort_direction::descending;
    }
    return order;
}

CLI::Option* add_repeatable(CLI::App& app, const std::string& name, std::vector<std::string>& into,
                            const std::string& description, const std::string& value_name) {
    return app.add_option(name, into, description)->allow_extra_args(false)->type_name(value_name);
}

outcome<std::vector<stores::metadata_match>> parse_metadata(const std::vector<std::string>& texts) {
    std::vector<stores::metadata_match> matches;
    for (const std::string& text : texts) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos || equals == 0) {
            return failure(exit_status::invalid_input, fmt::format("--metadata: `{}` is not KEY=VALUE", text));
        }
        matches.push_back({text.substr(0, equals), scalar_of(std::string_view(text).substr(equals + 1))});
    }
    return matches;
}

outcome<std::vector<stores::message_include>> parse_includes(const std::vector<std::string>& texts) {
    std::vector<stores::message_include> includes;
    for (const std::string& text : texts) {
        std::string_view rest = text;
        stores::message_include include;
        if (const std::optional<std::int64_t> next = take_last_count(rest)) {
            const std::optional<std::int64_t> previous = take_last_count(rest);
            if (!previous) {
                return failure(exit_status::invalid_input,
                               fmt::format("--include: `{}` is not ID or ID:PREVIOUS:NEXT", text));
            }
            include.previous = *previous;
            include.next = *next;
        }
        if (rest.empty()) {
            return failure(exit_status::invalid_input, "--include: the message id is empty");
        }
        include.id = std::string(rest);
        includes.push_back(std::move(include));
    }
    return includes;
}

outcome<stores::date_range> parse_range(std::string_view from, std::string_view to) {
    stores::date_range range;
    MASTRA_TRY(range.start, parse_end("--from", from));
    MASTRA_TRY(range.end, parse_end("--to", to));
    return range;
}

}  // namespace mastra::cli
