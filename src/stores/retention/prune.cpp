// One walk over the table that deletes what the rules say.
#include "mastra/stores/retention.hpp"

#include "mastra/client/parallel.hpp"
#include "mastra/core/error_detail.hpp"
#include "stores/memory/thread_messages.hpp"
#include "stores/item_fields.hpp"
#include "stores/retention/old_items.hpp"
#include "stores/retention/prune_state.hpp"
#include "stores/spill_io.hpp"
#include "stores/table_walk.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/strand.hpp>

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;

/// Messages deleted between two looks at the clock.
constexpr std::int32_t messages_at_once = 100;

class pruner {
public:
    pruner(walk_context context, prune_options options, prune_plan plan, prune_observer observer)
        : context_(std::move(context)),
          options_(std::move(options)),
          plan_(std::move(plan)),
          observer_(std::move(observer)),
          deletions_(options_.deletions_per_second),
          rules_(plan_.now, options_.rules),
          walk_(context_, rules_.scan(), options_.read_units_per_second, plan_.position) {}

    task<prune_progress> run() {
        prune_progress progress;
        progress.counts = plan_.counts;
        for (;;) {
            MASTRA_CO_TRY(std::optional<protocol::page_response> page, co_await walk_.next());
            if (!page) {
                break;
            }
            MASTRA_CO_CHECK(co_await prune_page(std::move(page->items), progress.counts));
            progress.counts.scanned += page->scanned_count;
            progress.state = walk_.position() ? state_text(progress.counts) : std::string();
            if (observer_) {
                observer_(progress);
            }
            if (options_.most_deletions > 0 && progress.counts.total() >= options_.most_deletions) {
                break;
            }
        }
        co_return progress;
    }

private:
    std::string state_text(const prune_counts& counts) const {
        prune_plan plan{plan_.now, counts, walk_.position()};
        return to_state(plan, options_.rules, context_.config->table_name);
    }

    task<void> prune_page(std::vector<attribute_map> items, prune_counts& counts) {
        std::erase_if(items, [&](const attribute_map& item) { return rules_.rule_for(item) == nullptr; });
        if (options_.dry_run) {
            for (const attribute_map& item : items) {
                ++counts.deleted[static_cast<std::size_t>(rules_.rule_for(item)->kind)];
            }
            co_return result<void>();
        }
        for (std::size_t begin = 0; begin < items.size();) {
            const std::size_t end = std::min(items.size(), begin + slice());
            MASTRA_CO_CHECK(co_await prune_slice(std::span(items).subspan(begin, end - begin), counts));
            begin = end;
        }
        co_return result<void>();
    }

    /// As many as may be deleted in a second.
    [[nodiscard]] std::size_t slice() const {
        constexpr std::size_t largest = 1000;
        return deletions_.limited()
                   ? std::clamp<std::size_t>(static_cast<std::size_t>(deletions_.per_second()), 1, largest)
                   : largest;
    }

    task<void> prune_slice(std::span<const attribute_map> items, prune_counts& counts) {
        std::vector<prune_counts> done(items.size());
        client::numbered_task prune_one = [&](std::size_t number) { return prune_item(items[number], done[number]); };
        auto ended = co_await client::for_each_parallel(items.size(), context_.config->max_parallel_requests,
                                                        std::move(prune_one));
        std::int64_t singles = 0;
        for (const prune_counts& one : done) {
            for (std::size_t kind = 0; kind < entity_kind_count; ++kind) {
                counts.deleted[kind] += one.deleted[kind];
            }
            // The messages of a thread were waited for when they were deleted.
            singles += one.total() > 0 ? 1 : 0;
        }
        MASTRA_CO_CHECK(std::move(ended));
        co_return co_await wait_for(
            deletions_.pause_after(static_cast<double>(singles), context_.client.clock().steady_now()));
    }

    task<void> prune_item(const attribute_map& item, prune_counts& done) {
        const retention_rule& rule = *rules_.rule_for(item);
        if (rule.kind == entity_kind::thread) {
            co_return co_await prune_thread(item, rule, done);
        }
        MASTRA_CO_CHECK(co_await delete_if_old(item, rule, done));
        co_return result<void>();
    }

    task<void> prune_thread(const attribute_map& item, const retention_rule& rule, prune_counts& done) {
        const std::string* id = item.find_string("id");
        MASTRA_CO_TRY(const bool still_old, co_await is_still_old(item, rule));
        if (id == nullptr || !still_old) {
            co_return result<void>();
        }
        // Messages first: after a crash the thread is found again.
        MASTRA_CO_CHECK(co_await delete_messages(*id, done));
        MASTRA_CO_TRY(const bool deleted, co_await delete_if_old(item, rule, done));
        for (int sweep = 0; deleted && sweep < most_sweeps; ++sweep) {
            const std::int64_t before = done.total();
            MASTRA_CO_CHECK(co_await delete_messages(*id, done));
            if (done.total() == before) {
                break;
            }
        }
        co_return result<void>();
    }

    task<bool> is_still_old(const attribute_map& item, const retention_rule& rule) {
        protocol::get_item_request request;
        request.table_name = context_.config->table_name;
        request.key = key_of(item);
        request.consistent_read = true;
        MASTRA_CO_TRY(const auto reply,
                      co_await send(context_.begin(), result<protocol::get_item_request>(std::move(request))));
        co_return reply.item&& rules_.rule_for(*reply.item) == &rule;
    }

    task<void> delete_messages(std::string thread_id, prune_counts& done) {
        std::optional<attribute_map> next;
        do {
            MASTRA_CO_TRY(deleted_messages page, co_await delete_some_messages(context_.begin(), thread_id,
                                                                               std::move(next), messages_at_once));
            done.deleted[static_cast<std::size_t>(entity_kind::message)] += page.count;
            next = std::move(page.next);
            MASTRA_CO_CHECK(co_await wait_for(
                deletions_.pause_after(static_cast<double>(page.count), context_.client.clock().steady_now())));
        } while (next);
        co_return result<void>();
    }

    /// True when it was there, as old as the rule says, and is gone.
    task<bool> delete_if_old(const attribute_map& item, const retention_rule& rule, prune_counts& done) {
        const operation op = context_.begin();
        protocol::delete_item_request request = rules_.deletion(item, rule);
        request.table_name = op->table();
        // Only what has parts is wanted back, to know them as they were in the end.
        if (item.contains(spill_attribute)) {
            request.returned = protocol::return_values::all_old;
        }
        auto reply = co_await send_repeatable(op, result<protocol::delete_item_request>(std::move(request)));
        if (reply.has_error() && reply.error().is(service_errc::conditional_check_failed)) {
            co_return false;
        }
        if (reply.has_error()) {
            co_return std::move(reply).error();
        }
        ++done.deleted[static_cast<std::size_t>(rule.kind)];
        if (reply->attributes) {
            co_await reclaim_parts(op, part_keys(*reply->attributes));
        }
        co_return true;
    }

    walk_context context_;
    prune_options options_;
    prune_plan plan_;
    prune_observer observer_;
    pacer deletions_;
    old_items rules_;
    table_walk walk_;
};

task<prune_progress> run(std::shared_ptr<pruner> work) {
    co_await asio::this_coro::throw_if_cancelled(false);
    co_return co_await work->run();
}

}  // namespace

std::int64_t prune_counts::total() const noexcept {
    return std::accumulate(deleted.begin(), deleted.end(), std::int64_t{0});
}

task<prune_progress> prune(client::dynamodb_client client, store_config config, prune_options options,
                           prune_observer observer) {
    co_await asio::this_coro::throw_if_cancelled(false);
    MASTRA_CO_CHECK(check_rules(options.rules));
    MASTRA_CO_TRY(prune_plan plan, start_plan(options, config.table_name, client.clock().now()));
    walk_context context{std::move(client), std::make_shared<const store_config>(std::move(config)), options.call};
    // Counts and pace are shared by the deletions in flight: all of them run on one strand.
    auto work = std::make_shared<pruner>(std::move(context), std::move(options), std::move(plan), std::move(observer));
    const auto strand = asio::make_strand(co_await asio::this_coro::executor);
    co_return co_await asio::co_spawn(strand, run(work), asio::use_awaitable);
}

}  // namespace mastra::stores
