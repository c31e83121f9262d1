// Options that several lists share: pages, order, metadata filters, times.
#pragma once

#include "cli/failure.hpp"
#include "mastra/stores/memory_store.hpp"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mastra::cli {

/// --page, --per-page, --all.
class paging_options {
public:
    explicit paging_options(std::int64_t default_per_page = 20) : per_page_(default_per_page) {}
    void declare(CLI::App& app);
    [[nodiscard]] stores::paging value() const;

private:
    std::int64_t page_ = 0;
    std::int64_t per_page_;
    bool all_ = false;
};

/// --order-by, --ascending, --descending.
class order_options {
public:
    explicit order_options(stores::sort_direction fallback) : fallback_(fallback) {}
    void declare(CLI::App& app);
    [[nodiscard]] stores::ordering value() const;

private:
    stores::sort_direction fallback_;
    std::string field_ = "createdAt";
    bool ascending_ = false;
    bool descending_ = false;
};

/// Adds an option that may be given several times, with one value each.
CLI::Option* add_repeatable(CLI::App& app, const std::string& name, std::vector<std::string>& into,
                            const std::string& description, const std::string& value_name);

/// "key=value", the value being JSON where it is a JSON scalar, else a string. Errors: invalid_input.
[[nodiscard]] outcome<std::vector<stores::metadata_match>> parse_metadata(const std::vector<std::string>& texts);
/// "ID", "ID:PREVIOUS:NEXT"; the id may hold colons. Errors: invalid_input.
[[nodiscard]] outcome<std::vector<stores::message_include>> parse_includes(const std::vector<std::string>& texts);
/// Both ends inclusive; an empty text is an open end. Errors: invalid_timestamp.
[[nodiscard]] outcome<stores::date_range> parse_range(std::string_view from, std::string_view to);

}  // namespace mastra::cli
