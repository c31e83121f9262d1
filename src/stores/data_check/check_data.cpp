// One walk over the table that judges every item.
#include "mastra/stores/data_check.hpp"

#include "stores/data_check/collisions.hpp"
#include "stores/item_fields.hpp"
#include "stores/data_check/item_facts.hpp"
#include "stores/data_check/part_owners.hpp"
#include "stores/data_check/removal.hpp"
#include "stores/data_check/statistics.hpp"
#include "stores/delete_items.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace mastra::stores {
namespace {

namespace asio = boost::asio;

constexpr std::string_view job = "verify";
constexpr std::array<std::string_view, data_fault_count> fault_names{"case_collision", "shared_partition", "ghost",
                                                                     "orphan_part", "expired"};
/// Values without an owner that are kept until it is asked whether one has moved: 1,000 tokens, under 100 kB.
constexpr std::size_t most_suspects = 1'000;
constexpr std::size_t most_top = 100;
constexpr std::chrono::seconds longest_grace = std::chrono::hours(24) * 365 * 50;

data_finding finding_about(data_fault fault, std::string_view entity, const attribute_map& item, std::string what) {
    data_finding finding;
    finding.fault = fault;
    finding.entity = entity;
    finding.pk = text_or_empty(item, "pk");
    finding.sk = text_or_empty(item, "sk");
    finding.what = std::move(what);
    return finding;
}

part_owner owner_of(const attribute_map& part) {
    part_owner owner{std::string(part_token(part)), {}};
    if (part.find_string("ownerPk") != nullptr && part.find_string("ownerSk") != nullptr) {
        owner.key.set("pk", *part.find_string("ownerPk"));
        owner.key.set("sk", *part.find_string("ownerSk"));
    }
    return owner;
}

class data_checker {
public:
    data_checker(walk_context context, data_check_options options, data_check_observer observer)
        : context_(std::move(context)),
          options_(std::move(options)),
          observer_(std::move(observer)),
          now_(context_.client.clock().now()),
          statistics_(options_.top),
          partitions_(context_) {}

    task<data_check_progress> run() {
        std::optional<attribute_map> start;
        if (!options_.state.empty()) {
            MASTRA_CO_TRY(const json_object state, parse_state(options_.state, job, context_.config->table_name));
            MASTRA_CO_CHECK(statistics_.restore(state));
            MASTRA_CO_CHECK(restore_suspects(state));
            MASTRA_CO_TRY(start, position_of(state));
        }
        table_walk walk(context_, protocol::scan_request(), options_.units_per_second, std::move(start));
        data_check_progress progress;
        for (;;) {
            MASTRA_CO_TRY(const auto page, co_await walk.next());
            if (!page) {
                break;
            }
            MASTRA_CO_CHECK(co_await check_page(page->items, walk));
            if (suspects_.size() >= most_suspects || !walk.position()) {
                MASTRA_CO_CHECK(co_await settle_suspects());
            }
            progress.report = statistics_.report();
            progress.state = walk.position() ? state_text(*walk.position()) : std::string();
            if (observer_.progressed) {
                observer_.progressed(progress);
            }
        }
        co_return progress;
    }

private:
    /// What a page has that needs further requests.
    struct questions {
        std::vector<part_owner> owners;
        std::vector<attribute_map> exact_items;
        std::vector<shared_key> shared;
    };

    std::string state_text(const attribute_map& position) const {
        json_object state = make_state(job, context_.config->table_name, position);
        statistics_.save(state);
        json_object suspects;
        for (const std::string& token : suspects_) {
            suspects.set(token, json_text::trusted("true"));
        }
        state.set("suspects", suspects.to_text());
        return state.to_text().text();
    }

    result<void> restore_suspects(const json_object& state) {
        const json_text* text = state.find("suspects");
        if (text == nullptr) {
            return error(model_errc::invalid_cursor, "the state to go on from lacks suspects");
        }
        MASTRA_TRY(const json_object suspects, json_object::parse(text->text()));
        for (const auto& [token, flag] : suspects.members()) {
            suspects_.push_back(token);
        }
        return {};
    }

    task<void> check_page(const std::vector<attribute_map>& items, table_walk& walk) {
        questions open;
        for (const attribute_map& item : items) {
            MASTRA_CO_CHECK(co_await check_item(item, open));
        }
        walk.charge(static_cast<double>(open.owners.size() + open.exact_items.size()));
        if (!open.owners.empty()) {
            MASTRA_CO_TRY(const auto unclaimed, co_await unclaimed_tokens(context_, std::move(open.owners)));
            suspects_.insert(suspects_.end(), unclaimed.begin(), unclaimed.end());
        }
        MASTRA_CO_TRY(const auto collisions, co_await colliding_ids(context_, std::move(open.exact_items)));
        for (const data_finding& finding : collisions) {
            report(finding);
        }
        for (shared_key& key : open.shared) {
            MASTRA_CO_TRY(const auto finding, co_await partitions_.check(std::move(key)));
            if (finding) {
                report(*finding);
            }
        }
        walk.charge(partitions_.take_units());
        co_return result<void>();
    }

    task<void> check_item(const attribute_map& item, questions& open) {
        const model::entity* entity = entity_of(item);
        const std::string_view token = part_token(item);
        const std::string_view name = entity ? std::string_view(entity->name()) : token.empty() ? "other" : "part";
        statistics_.count(item, name);
        if (!token.empty()) {
            note_part(item, token, open);
            co_return result<void>();
        }
        if (is_over(item, options_.ttl_attribute, now_)) {
            co_return co_await report_expired(item, name);
        }
        if (entity == nullptr) {
            co_return result<void>();
        }
        if (const std::string_view missing = lacking(*entity, item); !missing.empty()) {
            co_return co_await report_ghost(item, *entity, std::string(missing));
        }
        if (is_at_exact_place(*entity, item) && identity_of(*entity, item)) {
            open.exact_items.push_back(item);
        }
        for (shared_key& key : shared_keys(*entity, item)) {
            open.shared.push_back(std::move(key));
        }
        co_return result<void>();
    }

    /// The parts of one value come one after another: the first stands for all.
    void note_part(const attribute_map& part, std::string_view token, questions& open) {
        if (token == last_token_) {
            return;
        }
        last_token_ = token;
        // Parts that do not say when they were written are of an earlier version, and old.
        const auto written = parse_timestamp(text_or_empty(part, "writtenAt"));
        if (written.has_error() || *written <= now_ - options_.part_grace) {
            open.owners.push_back(owner_of(part));
        }
    }

    task<void> settle_suspects() {
        if (suspects_.empty()) {
            co_return result<void>();
        }
        std::vector<std::string> orphans = std::exchange(suspects_, {});
        for (int scan = 0; scan < (options_.remove ? 2 : 1) && !orphans.empty(); ++scan) {
            MASTRA_CO_TRY(orphans, co_await unpointed_tokens(context_, std::move(orphans), options_.units_per_second));
        }
        for (const std::string& token : orphans) {
            MASTRA_CO_CHECK(co_await report_orphan(token));
        }
        co_return result<void>();
    }

    task<void> report_orphan(std::string token) {
        MASTRA_CO_TRY(const auto parts, co_await parts_of(context_, token));
        if (parts.empty()) {
            co_return result<void>();
        }
        data_finding finding;
        finding.fault = data_fault::orphan_part;
        finding.entity = "part";
        finding.pk = text_or_empty(parts.front(), "pk");
        finding.items = static_cast<std::int64_t>(parts.size());
        finding.what = fmt::format("no item points to the value {} of {} part{}", token, parts.size(),
                                   parts.size() == 1 ? "" : "s");
        if (options_.remove) {
            MASTRA_CO_CHECK(co_await delete_items(context_.begin(), parts));
            finding.removed = true;
        }
        report(finding);
        co_return result<void>();
    }

    task<void> report_expired(const attribute_map& item, std::string_view entity) {
        const number& until = *item.find_number(options_.ttl_attribute);
        const std::string* id = item.find_string("id");
        data_finding finding =
            finding_about(data_fault::expired, entity, item,
                          fmt::format("the {} {} expired at the epoch second {} and is still there", entity,
                                      id != nullptr ? *id : std::string(text_or_empty(item, "pk")), until.text()));
        if (options_.remove) {
            MASTRA_CO_TRY(finding.removed,
                          co_await remove_expired(context_, key_of(item), options_.ttl_attribute, now_));
        }
        report(finding);
        co_return result<void>();
    }

    task<void> report_ghost(const attribute_map& item, const model::entity& entity, std::string missing) {
        const auto id = identity_of(entity, item);
        data_finding finding =
            finding_about(data_fault::ghost, entity.name(), item,
                          fmt::format("the {} {} has no {}, so no list shows it", entity.name(),
                                      id ? shown_id(*id) : std::string(text_or_empty(item, "pk")), missing));
        if (options_.remove) {
            MASTRA_CO_TRY(finding.removed, co_await remove_ghost(context_, key_of(item), std::move(missing)));
        }
        report(finding);
        co_return result<void>();
    }

    void report(const data_finding& finding) {
        statistics_.count_found(finding);
        if (observer_.found) {
            observer_.found(finding);
        }
    }

    walk_context context_;
    data_check_options options_;
    data_check_observer observer_;
    timestamp now_;
    statistics statistics_;
    partition_checker partitions_;
    std::vector<std::string> suspects_;  ///< tokens whose owners do not point to them
    std::string last_token_;
};

}  // namespace

std::string_view to_string(data_fault fault) noexcept {
    return fault_names[static_cast<std::size_t>(fault)];
}

bool is_removable(data_fault fault) noexcept {
    return fault == data_fault::ghost || fault == data_fault::orphan_part || fault == data_fault::expired;
}

counted_items data_report::all() const noexcept {
    counted_items sum;
    for (const auto& [entity, counted] : kinds) {
        sum.items += counted.items;
        sum.bytes += counted.bytes;
    }
    return sum;
}

task<data_check_progress> check_data(client::dynamodb_client client, store_config config, data_check_options options,
                                     data_check_observer observer) {
    co_await asio::this_coro::throw_if_cancelled(false);
    if (options.top > most_top) {
        co_return error(store_errc::invalid_argument,
                        fmt::format("at most {} rows can be told of each list", most_top));
    }
    if (options.part_grace.count() < 0 || options.part_grace > longest_grace) {
        co_return error(store_errc::invalid_argument, "the grace of parts is 0 seconds to 50 years");
    }
    walk_context context{std::move(client), std::make_shared<const store_config>(std::move(config)), options.call};
    data_checker work(std::move(context), std::move(options), std::move(observer));
    co_return co_await work.run();
}

}  // namespace mastra::stores
