// The list of runs: of one workflow by its partition, or of the whole table by a scan. Of a page only the snapshots
// that are shown are looked into; of a workflow with many or large ones few others are sent (pain 10).
#include "mastra/client/pages.hpp"
#include "mastra/model/operations.hpp"
#include "stores/exact_items.hpp"
#include "stores/paging_rules.hpp"
#include "stores/spill_io.hpp"
#include "stores/workflows/run_record.hpp"
#include "stores/workflows/snapshot.hpp"
#include "stores/workflows/state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <tuple>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;
using expression::attr;

/// Oversize snapshots are looked into so many at a time: each may have max_record_bytes.
constexpr std::size_t restored_at_once = 4;

constexpr int first_whole_runs = 8;
constexpr std::size_t most_small_run_bytes = 32 * 1024;

bool is_given(const std::optional<std::string>& text) {
    return text && !text->empty();
}

/// A run that was found.
struct run_row {
    std::string workflow_name;
    std::string run_id;
    std::string created_at;
    std::optional<attribute_map> item;  ///< as stored, where it came with the keys
    std::optional<workflow_run> whole;  ///< where all runs are wanted anyway, or the page is known

    [[nodiscard]] record_id id() const { return run_record_id(workflow_name, run_id); }
    /// Newest first; ISO text compares as time does.
    friend bool operator<(const run_row& a, const run_row& b) {
        return std::tie(b.created_at, b.run_id, b.workflow_name) < std::tie(a.created_at, a.run_id, a.workflow_name);
    }
};

/// The member as it stands in the text of a snapshot that has it anywhere.
attribute_value member_text(std::string_view name, const std::string& value) {
    return json_text::of_string(name).text() + ':' + json_text::of_string(value).text();
}

/// What DynamoDB can tell before it sends anything. The text of a snapshot that has a status (or thread) must contain
/// it; of oversize ones it holds only a stand-in.
expression::condition filter_of(const operation& op, const workflow_run_query& query) {
    expression::condition filter = not_expired(op, workflow_snapshot_kind());
    if (query.from) {
        filter = std::move(filter) && attr("createdAt") >= attribute_value(to_iso_string(*query.from));
    }
    if (query.to) {
        filter = std::move(filter) && attr("createdAt") <= attribute_value(to_iso_string(*query.to));
    }
    if (is_given(query.resource_id)) {
        filter = std::move(filter) && attr("resourceId") == attribute_value(*query.resource_id);
    }
    const auto spilled = attr(std::string(spill_attribute)).exists();
    if (is_given(query.status)) {
        filter = std::move(filter) && (attr("snapshot").contains(member_text("status", *query.status)) || spilled);
    }
    if (is_given(query.thread_id)) {
        filter = std::move(filter) && (attr("snapshot").contains(member_text("threadId", *query.thread_id)) || spilled);
    }
    return filter;
}

/// One list from its first request to its page.
class run_lister {
public:
    run_lister(operation op, workflow_run_query query) : op_(std::move(op)), query_(std::move(query)) {}

    task<workflow_run_list> run() {
        MASTRA_CO_TRY(const std::optional<row_range> range, asked_range());
        paged_ = range.has_value();
        MASTRA_CO_CHECK(co_await read_rows());
        MASTRA_CO_CHECK(co_await look_into_oversize());
        std::sort(rows_.begin(), rows_.end());
        workflow_run_list list;
        list.total = static_cast<std::int64_t>(rows_.size());
        if (range) {
            cut(*range);
        }
        MASTRA_CO_TRY(list.runs, co_await whole_rows());
        co_return list;
    }

private:
    /// Empty: all runs.
    [[nodiscard]] result<std::optional<row_range>> asked_range() const {
        const std::int64_t page = query_.page.value_or(0);
        if (page < 0) {
            return error(store_errc::invalid_page, fmt::format("page must be >= 0, not {}", page));
        }
        MASTRA_TRY(const row_range range, rows_of(paging{query_.per_page ? page : 0, query_.per_page}));
        return query_.page && query_.per_page ? std::optional(range) : std::nullopt;
    }

    [[nodiscard]] bool looks_into_snapshots() const { return is_given(query_.status) || is_given(query_.thread_id); }
    [[nodiscard]] bool reads_keys_only() const { return paged_ && !looks_into_snapshots(); }

    [[nodiscard]] static std::vector<std::string> keys_only() { return {"workflow_name", "run_id", "createdAt"}; }

    task<void> read_rows() {
        MASTRA_CO_CHECK(check_not_cancelled(co_await boost::asio::this_coro::cancellation_state));
        client::page_visitor visitor = [this](protocol::page_response& page) {
            for (auto& item : page.items) {
                take(std::move(item));
            }
            return fault_ ? client::page_step::enough : client::page_step::more;
        };
        if (is_given(query_.workflow_name)) {
            MASTRA_CO_CHECK(co_await read_workflow(*query_.workflow_name, visitor));
        } else {
            MASTRA_CO_CHECK(co_await scan_runs(visitor));
        }
        co_return fault_ ? result<void>(*fault_) : result<void>();
    }

    task<void> read_workflow(std::string name, client::page_visitor visitor) {
        auto runs =
            workflow_snapshot_kind().entity().query("primary", attribute_map{{"workflow_name", std::move(name)}});
        runs.where(filter_of(op_, query_));
        if (reads_keys_only()) {
            MASTRA_CO_TRY(auto next, co_await read_whole(runs, visitor));
            if (!next) {
                co_return result<void>();
            }
            runs.attributes(keys_only()).after(*std::move(next));
        }
        MASTRA_CO_TRY(protocol::query_request request, runs.params(op_->table()));
        MASTRA_CO_CHECK(co_await client::visit_pages(op_->client, std::move(request), visitor, op_->call));
        co_return result<void>();
    }

    /// The first runs come whole, and where they are small so does the rest of a MB: most workflows have no more, and
    /// these snapshots need no second read. Returns where the others begin.
    task<std::optional<attribute_map>> read_whole(model::query_builder runs, client::page_visitor visitor) {
        model::query_builder first_runs = runs;
        MASTRA_CO_TRY(protocol::query_response first,
                      co_await send(op_, first_runs.limit(first_whole_runs).params(op_->table())));
        std::size_t bytes = 0;
        for (const attribute_map& item : first.items) {
            bytes += item_size(item);
        }
        const bool small = !first.items.empty() && bytes <= first.items.size() * most_small_run_bytes;
        visitor(first);
        if (!first.last_evaluated_key || !small) {
            co_return std::move(first.last_evaluated_key);
        }
        runs.after(*std::move(first.last_evaluated_key));
        MASTRA_CO_TRY(protocol::query_response more, co_await send(op_, runs.params(op_->table())));
        visitor(more);
        co_return std::move(more.last_evaluated_key);
    }

    task<void> scan_runs(client::page_visitor visitor) {
        auto runs = workflow_snapshot_kind().entity().scan();
        runs.where(filter_of(op_, query_));
        if (reads_keys_only()) {
            runs.attributes(keys_only());
        }
        MASTRA_CO_TRY(protocol::scan_request request, runs.params(op_->table()));
        co_return co_await client::scan_segments(op_->client, std::move(request), scan_segments_at_once, visitor,
                                                 op_->call);
    }

    void take(attribute_map item) {
        const std::string* name = item.find_string("workflow_name");
        const std::string* run_id = item.find_string("run_id");
        const std::string* created = item.find_string("createdAt");
        if (name == nullptr || run_id == nullptr || created == nullptr) {
            return;
        }
        run_row row{*name, *run_id, *created, {}, {}};
        if (reads_keys_only()) {
            if (item.contains("snapshot")) {
                row.item = std::move(item);
            }
            rows_.push_back(std::move(row));
        } else if (item.contains(spill_attribute)) {
            oversize_.push_back(std::move(row));
        } else {
            take_whole(std::move(row), item);
        }
    }

    void take_whole(run_row row, const attribute_map& item) {
        auto run = to_workflow_run(item);
        if (run.has_error()) {
            fault_ = run.error();
        } else if (*run && matches((*run)->snapshot)) {
            if (!paged_) {
                row.whole = *std::move(run);
            }
            rows_.push_back(std::move(row));
        }
    }

    [[nodiscard]] bool matches(const json_text& snapshot) const {
        return (!is_given(query_.status) || status_of(snapshot) == query_.status) &&
               (!is_given(query_.thread_id) || thread_id_of(snapshot) == query_.thread_id);
    }

    task<void> look_into_oversize() {
        std::vector<run_row> waiting = std::exchange(oversize_, {});
        for (std::size_t at = 0; at < waiting.size(); at += restored_at_once) {
            const auto end =
                waiting.begin() + static_cast<std::ptrdiff_t>(std::min(at + restored_at_once, waiting.size()));
            std::vector<run_row> some(waiting.begin() + static_cast<std::ptrdiff_t>(at), end);
            MASTRA_CO_CHECK(co_await load(some));
            for (auto& row : some) {
                if (row.whole && matches(row.whole->snapshot)) {
                    if (paged_) {
                        row.whole.reset();
                    }
                    rows_.push_back(std::move(row));
                }
            }
        }
        co_return result<void>();
    }

    void cut(const row_range& range) {
        const auto size = static_cast<std::int64_t>(rows_.size());
        const auto begin = rows_.begin() + std::min(range.offset, size);
        const auto end = rows_.begin() + std::min(range.offset + range.count.value_or(size), size);
        std::vector<run_row> page(std::make_move_iterator(begin), std::make_move_iterator(end));
        rows_ = std::move(page);
    }

    /// Reads the snapshots of these rows; one that was deleted meanwhile stays without.
    task<void> load(std::vector<run_row>& rows) {
        std::vector<record_id> ids;
        for (const auto& row : rows) {
            if (!row.item) {
                ids.push_back(row.id());
            }
        }
        MASTRA_CO_TRY(auto found, co_await find_items(op_, workflow_snapshot_kind(), std::move(ids), false));
        for (auto& row : rows) {
            if (const auto at = found.find(row.id().text()); at != found.end()) {
                row.item = std::move(at->second.item);
            }
            if (!row.item) {
                continue;
            }
            MASTRA_CO_TRY(const std::optional<attribute_map> item,
                          co_await restore_item(op_, workflow_snapshot_kind(), *std::exchange(row.item, {})));
            if (item) {
                MASTRA_CO_TRY(row.whole, to_workflow_run(*item));
            }
        }
        co_return result<void>();
    }

    task<std::vector<workflow_run>> whole_rows() {
        if (paged_) {
            MASTRA_CO_CHECK(co_await load(rows_));
        }
        std::vector<workflow_run> runs;
        for (auto& row : rows_) {
            if (row.whole) {
                runs.push_back(*std::move(row.whole));
            }
        }
        co_return runs;
    }

    operation op_;
    workflow_run_query query_;
    bool paged_ = false;
    std::vector<run_row> rows_;
    std::vector<run_row> oversize_;  ///< found, but what their snapshots say is not known yet
    std::optional<error> fault_;
};

}  // namespace

task<workflow_run_list> workflows_store::list_workflow_runs(workflow_run_query query, store_options options) const {
    co_await asio::this_coro::throw_if_cancelled(false);
    run_lister lister(state_->begin(options), std::move(query));
    co_return co_await lister.run();
}

}  // namespace mastra::stores
