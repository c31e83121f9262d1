#include "cli/command.hpp"
#include "cli/data_report_text.hpp"
#include "cli/json_output.hpp"
#include "cli/state_file.hpp"
#include "cli/table_state.hpp"
#include "mastra/stores/data_check.hpp"

#include <fmt/format.h>

namespace mastra::cli {
namespace {

namespace asio = boost::asio;
using stores::data_fault;

class table_verify final : public command {
public:
    void declare(CLI::App& app) override {
        app.add_option("--ttl-attribute", ttl_attribute_,
                       "The attribute that the stores write expiry times to (default: what the table expires by)")
            ->type_name("NAME");
        CLI::Option* data = app.add_flag("--data", data_, "Read all items too, and report what is wrong, large or hot");
        app.add_option("--units-per-second", check_.units_per_second, "Most read units a second (default: no limit)")
            ->check(in_range(0.5, 1e6))
            ->type_name("UNITS")
            ->needs(data);
        app.add_option("--top", check_.top, "So many of the largest items and of the hottest partitions")
            ->check(in_range<std::size_t>(0, 100))
            ->capture_default_str()
            ->type_name("COUNT")
            ->needs(data);
        app.add_option("--part-grace", part_grace_, "Parts younger than this may belong to a write under way")
            ->check(in_range<std::int64_t>(0, 1'000'000'000))
            ->capture_default_str()
            ->type_name("SECONDS")
            ->needs(data);
        app.add_option("--state", state_name_, "Keep how far it came in this file, and go on from there")
            ->type_name("FILE")
            ->needs(data);
        CLI::Option* repair =
            app.add_flag("--repair", repair_, "Show which findings can be removed; with --yes remove them")
                ->needs(data);
        app.add_flag("--yes", yes_, "Really remove")->needs(repair);
    }

    asio::awaitable<outcome<exit_status>> run(session& session) override {
        MASTRA_CO_TRY(const std::string name, session.table());
        MASTRA_CO_TRY(const protocol::table_description table, co_await describe_table(session, name));
        std::vector<stores::table_fault> faults = stores::verify_table(table);
        MASTRA_CO_TRY(const auto ttl, co_await describe_ttl(session, name));
        for (stores::table_fault& fault : stores::verify_ttl(ttl, ttl_attribute_)) {
            faults.push_back(std::move(fault));
        }
        if (!data_) {
            session.show([&] { return as_json(name, faults); }, [&] { return as_text(name, faults); });
            co_return faults.empty() ? outcome<exit_status>(exit_status::ok) : faults_failure(name, faults.size());
        }
        check_.ttl_attribute = ttl_attribute_.empty() ? ttl.attribute_name.value_or(std::string()) : ttl_attribute_;
        co_return co_await run_on_data(session, name, std::move(faults));
    }

private:
    static failure faults_failure(const std::string& name, std::size_t count) {
        return failure(exit_status::faults_found,
                       fmt::format("table {} has {} fault{}", name, count, count == 1 ? "" : "s"));
    }

    static json_object_builder builder_of(const std::string& name, const std::vector<stores::table_fault>& faults) {
        json_object_builder object;
        object.add("table", name).add("ok", faults.empty()).add("faults", faults);
        return object;
    }
    static json_text as_json(const std::string& name, const std::vector<stores::table_fault>& faults) {
        return builder_of(name, faults).done();
    }
    static std::string as_text(const std::string& name, const std::vector<stores::table_fault>& faults) {
        return faults.empty() ? fmt::format("table {} is as the stores need it\n", name) : faults_text(faults);
    }

    asio::awaitable<outcome<exit_status>> run_on_data(session& session, std::string name,
                                                      std::vector<stores::table_fault> faults) {
        const state_file state(state_name_);
        MASTRA_CO_TRY(check_.state, state.load());
        check_.part_grace = std::chrono::seconds(part_grace_);
        check_.remove = repair_ && yes_;
        check_.call = session.call_options();
        stores::store_config config;
        config.table_name = name;
        progress progress = session.start_progress("checked {} items");
        outcome<void> saved;
        stores::data_check_observer observer;
        observer.found = [&](const stores::data_finding& finding) { show_finding(session, finding); };
        observer.progressed = [&](const stores::data_check_progress& now) {
            progress.show(now.report.all().items);
            // What was found is written before the state that takes it for known.
            if (saved.has_value() && !state_name_.empty()) {
                saved = session.out().flush();
            }
            if (saved.has_value()) {
                saved = state.save(now.state);
            }
        };
        auto done = co_await stores::check_data(session.client(), std::move(config), check_, std::move(observer));
        if (done.has_error()) {
            co_return failure(done.error());
        }
        MASTRA_CO_CHECK(std::move(saved));
        co_return finish(session, name, faults, done->report);
    }

    static void show_finding(session& session, const stores::data_finding& finding) {
        session.show([&] { return json_object_builder().add("finding", json_of(finding)).done(); },
                     [&] { return text_of(finding); });
    }

    outcome<exit_status> finish(session& session, const std::string& name,
                                const std::vector<stores::table_fault>& faults, const stores::data_report& report) {
        session.show([&] { return builder_of(name, faults).add("data", json_of(report)).done(); },
                     [&] { return as_text(name, faults) + text_of(report); });
        std::int64_t open = 0;
        std::int64_t removable = 0;
        for (std::size_t i = 0; i < report.found.size(); ++i) {
            const auto fault = static_cast<data_fault>(i);
            const std::int64_t left = report.found[i] - report.removed[i];
            open += fault == data_fault::expired ? 0 : left;  // DynamoDB deletes these within days
            removable += stores::is_removable(fault) ? left : 0;
        }
        if (repair_ && !yes_ && removable > 0) {
            session.say(fmt::format("{} items can be removed; do it with --repair --yes", removable));
        }
        if (!faults.empty()) {
            return faults_failure(name, faults.size());
        }
        if (open > 0) {
            return failure(exit_status::faults_found,
                           fmt::format("table {} has data with faults; they are listed", name));
        }
        return exit_status::ok;
    }

    std::string ttl_attribute_;
    bool data_ = false;
    stores::data_check_options check_;
    std::int64_t part_grace_ = 86'400;
    std::string state_name_;
    bool repair_ = false;
    bool yes_ = false;
};

}  // namespace

std::unique_ptr<command> make_table_verify() {
    return std::make_unique<table_verify>();
}

}  // namespace mastra::cli
