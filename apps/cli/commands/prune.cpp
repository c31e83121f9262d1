#include "cli/command.hpp"
#include "cli/confirm.hpp"
#include "cli/json_output.hpp"
#include "cli/retention_rules.hpp"
#include "cli/state_file.hpp"

#include <fmt/format.h>

namespace mastra::cli {
namespace {

namespace asio = boost::asio;

class prune_command final : public command {
public:
    void declare(CLI::App& app) override {
        app.add_option("--keep", rules_, "KIND=AGE: delete items of this kind that are older, such as message=90d")
            ->required()
            ->type_name("RULE");
        app.add_option("--age", age_, "Count the age since the item was created or updated")
            ->check(CLI::IsMember({"created", "updated"}))
            ->capture_default_str()
            ->type_name("SINCE");
        app.add_flag("--dry-run", options_.dry_run, "Only count what would be deleted");
        app.add_option("--items-per-second", options_.deletions_per_second,
                       "Most deletions a second (default: no limit)")
            ->check(in_range(0.1, 1e6))
            ->type_name("COUNT");
        app.add_option("--units-per-second", options_.read_units_per_second,
                       "Most read units a second (default: no limit)")
            ->check(in_range(0.5, 1e6))
            ->type_name("UNITS");
        app.add_option("--limit", options_.most_deletions, "Stop when so many items are deleted")
            ->check(in_range<std::int64_t>(1, 1'000'000'000'000))
            ->type_name("COUNT");
        app.add_option("--state", state_name_, "Keep how far it came in this file, and go on from there")
            ->type_name("FILE");
        app.add_flag("--yes", yes_, "Do not ask");
    }

    asio::awaitable<outcome<exit_status>> run(session& session) override {
        MASTRA_CO_TRY(const std::string name, session.table());
        const auto age = age_ == "updated" ? stores::age_attribute::updated_at : stores::age_attribute::created_at;
        MASTRA_CO_TRY(options_.rules, parse_rules(rules_, age));
        MASTRA_CO_CHECK(co_await confirm_deletion(session, yes_ || options_.dry_run,
                                                  fmt::format("what is old in table {}", name), name));
        const state_file state(state_name_);
        MASTRA_CO_TRY(options_.state, state.load());
        options_.call = session.call_options();
        stores::store_config config;
        config.table_name = name;
        progress progress = session.start_progress(options_.dry_run ? "found {} old items" : "deleted {} items");
        outcome<void> saved;
        stores::prune_observer observer = [&](const stores::prune_progress& now) {
            progress.show(now.counts.total());
            if (saved.has_value()) {
                saved = state.save(now.state);
            }
        };
        auto done = co_await stores::prune(session.client(), std::move(config), options_, std::move(observer));
        if (done.has_error()) {
            co_return failure(done.error());
        }
        MASTRA_CO_CHECK(std::move(saved));
        session.show([&] { return as_json(name, *done); }, [&] { return as_text(*done); });
        co_return exit_status::ok;
    }

private:
    json_text as_json(const std::string& name, const stores::prune_progress& done) const {
        json_object_builder deleted;
        for (std::size_t i = 0; i < done.counts.deleted.size(); ++i) {
            if (done.counts.deleted[i] > 0) {
                deleted.add(to_string(static_cast<stores::entity_kind>(i)), done.counts.deleted[i]);
            }
        }
        json_object_builder object;
        object.add("table", name).add("dryRun", options_.dry_run).add("scanned", done.counts.scanned);
        return object.add("deleted", deleted.done()).add("finished", done.finished()).done();
    }

    std::string as_text(const stores::prune_progress& done) const {
        std::string text;
        for (std::size_t i = 0; i < done.counts.deleted.size(); ++i) {
            if (done.counts.deleted[i] > 0) {
                text += fmt::format("{} {} items {}\n", done.counts.deleted[i],
                                    to_string(static_cast<stores::entity_kind>(i)),
                                    options_.dry_run ? "would be deleted" : "deleted");
            }
        }
        text += fmt::format("{} items looked at{}\n", done.counts.scanned,
                            done.finished() ? "" : "; there are more: run the command again");
        return text;
    }

    std::vector<std::string> rules_;
    std::string age_ = "created";
    stores::prune_options options_;
    std::string state_name_;
    bool yes_ = false;
};

}  // namespace

std::unique_ptr<command> make_prune() {
    return std::make_unique<prune_command>();
}

}  // namespace mastra::cli
