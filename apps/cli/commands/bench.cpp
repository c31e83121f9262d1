#include "cli/bench/measurement.hpp"
#include "cli/bench/workload.hpp"
#include "cli/command.hpp"
#include "cli/json_output.hpp"
#include "cli/list_options.hpp"
#include "cli/terminal_text.hpp"
#include "mastra/core/random.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace mastra::cli {
namespace {

namespace asio = boost::asio;

constexpr std::string_view default_thread = "bench";
constexpr int most_saved_threads = 256;

struct quantile_row {
    const char* name;
    double share;
};
constexpr std::array quantiles = {quantile_row{"p50", 0.5}, quantile_row{"p90", 0.9}, quantile_row{"p99", 0.99}};

double in_milliseconds(std::chrono::nanoseconds time) {
    return static_cast<double>(time.count()) / 1e6;
}
double rounded(double value) {
    return std::round(value * 1000) / 1000;
}

struct measured_operation {
    const bench_operation_row* row;
    measurement measured;
};

json_text json_of(const measured_operation& one) {
    json_object_builder latency;
    for (const quantile_row& quantile : quantiles) {
        latency.add(quantile.name, rounded(in_milliseconds(one.measured.latency.quantile(quantile.share))));
    }
    latency.add("max", rounded(in_milliseconds(one.measured.latency.max())));
    json_object_builder object;
    object.add("operation", one.row->name).add("operations", one.measured.latency.count());
    object.add("errors", one.measured.errors);
    object.add("seconds", rounded(std::chrono::duration<double>(one.measured.elapsed).count()));
    object.add("operationsPerSecond", rounded(one.measured.operations_per_second()));
    object.add("cpuMicrosecondsPerOperation", rounded(one.measured.cpu_microseconds_per_operation()));
    return object.add("latencyMilliseconds", latency.done()).done();
}

std::vector<std::string> cells_of(const measured_operation& one) {
    const latency_histogram& latency = one.measured.latency;
    std::vector<std::string> cells = {std::string(one.row->name), std::to_string(latency.count()),
                                      std::to_string(one.measured.errors),
                                      fmt::format("{:.0f}", one.measured.operations_per_second()),
                                      fmt::format("{:.1f}", one.measured.cpu_microseconds_per_operation())};
    for (const quantile_row& quantile : quantiles) {
        cells.push_back(fmt::format("{:.2f}", in_milliseconds(latency.quantile(quantile.share))));
    }
    cells.push_back(fmt::format("{:.2f}", in_milliseconds(latency.max())));
    return cells;
}

class bench final : public command {
public:
    void declare(CLI::App& app) override {
        std::vector<std::string> names;
        for (const bench_operation_row& row : bench_operation_table()) {
            names.emplace_back(row.name);
        }
        add_repeatable(app, "--operation", operations_, "Measure only this; may be repeated", "NAME")
            ->check(CLI::IsMember(names));
        app.add_option("--in-flight", in_flight_, "Operations under way at once")
            ->check(in_range(1, 10'000))
            ->capture_default_str()
            ->type_name("N");
        CLI::Option* requests = app.add_option("--requests", requests_, "Measure so many operations instead of a time")
                                    ->check(in_range(std::int64_t{1}, std::int64_t{1'000'000'000}))
                                    ->type_name("N");
        app.add_option("--seconds", seconds_, "Measure each operation so long")
            ->check(in_range(0.1, 3600.0))
            ->capture_default_str()
            ->type_name("S")
            ->excludes(requests);
        declare_data(app);
    }

    asio::awaitable<outcome<exit_status>> run(session& session) override {
        MASTRA_CO_CHECK(session.table());
        MASTRA_CO_TRY(const auto rows, chosen_operations());
        const bench_data data = choose_data(rows);
        if (!no_prepare_) {
            MASTRA_CO_CHECK(co_await prepare_bench_data(session, data));
        }
        std::vector<measured_operation> measured;
        outcome<void> ended = co_await measure_all(session, rows, data, measured);
        if (!no_prepare_ && !keep_) {
            session.say("removing the data of the measurement");
            outcome<void> removed = co_await remove_bench_data(session, data);
            if (ended.has_value()) {
                ended = std::move(removed);
            }
        }
        MASTRA_CO_CHECK(std::move(ended));
        show(session, measured);
        co_return exit_status::ok;
    }

private:
    void declare_data(CLI::App& app) {
        app.add_option("--messages", messages_, "Messages in the thread that is read")
            ->check(in_range(0, 10'000'000))
            ->capture_default_str()
            ->type_name("N");
        app.add_option("--message-bytes", message_bytes_, "Size of a message's content")
            ->check(in_range(1, 10'000'000))
            ->capture_default_str()
            ->type_name("N");
        app.add_flag("--no-prepare", no_prepare_, "Make no data: read what is there, write nothing");
        app.add_option("--thread", thread_, "The thread to read with --no-prepare (default: bench)")->type_name("ID");
        app.add_flag("--keep", keep_, "Leave the data of the measurement in the table");
    }

    [[nodiscard]] outcome<std::vector<const bench_operation_row*>> chosen_operations() const {
        std::vector<const bench_operation_row*> rows;
        for (const bench_operation_row& row : bench_operation_table()) {
            const bool named = std::ranges::count(operations_, row.name) > 0;
            if (named && row.writes && no_prepare_) {
                return failure(exit_status::invalid_input, fmt::format("{} writes; leave out --no-prepare", row.name));
            }
            if (named || (operations_.empty() && !(row.writes && no_prepare_))) {
                rows.push_back(&row);
            }
        }
        return rows;
    }

    [[nodiscard]] bench_data choose_data(const std::vector<const bench_operation_row*>& rows) const {
        bench_data data;
        const bool writes = std::ranges::any_of(rows, &bench_operation_row::writes);
        data.saved_threads = writes ? std::min(in_flight_, most_saved_threads) : 0;
        data.messages = messages_;
        data.message_bytes = message_bytes_;
        // With data of our own, an id of its own: what is there already must neither be changed nor deleted afterwards.
        data.thread_id = no_prepare_ ? thread_ : fmt::format("{}-{}", default_thread, make_token());
        data.resource_id = data.thread_id;
        return data;
    }

    asio::awaitable<outcome<void>> measure_all(session& session, std::vector<const bench_operation_row*> rows,
                                               bench_data data, std::vector<measured_operation>& into) const {
        measurement_plan plan;
        plan.in_flight = in_flight_;
        if (requests_ > 0) {
            plan.requests = requests_;
        } else {
            plan.time = std::chrono::milliseconds(static_cast<std::int64_t>(seconds_ * 1000));
        }
        for (const bench_operation_row* row : rows) {
            session.say(fmt::format("measuring {}: {}", row->name, row->description));
            MASTRA_CO_TRY(bench_operation operation, row->make(session, data));
            MASTRA_CO_TRY(measurement measured, co_await measure(session, std::move(operation), plan));
            into.push_back({row, std::move(measured)});
        }
        co_return outcome<void>();
    }

    void show(session& session, const std::vector<measured_operation>& measured) const {
        session.show(
            [&] {
                std::vector<json_text> results;
                for (const measured_operation& one : measured) {
                    results.push_back(json_of(one));
                }
                return json_object_builder().add("inFlight", in_flight_).add("results", results).done();
            },
            [&] {
                text_table rows(
                    {"OPERATION", "COUNT", "ERRORS", "PER SECOND", "CPU us", "p50 ms", "p90 ms", "p99 ms", "max ms"});
                for (const measured_operation& one : measured) {
                    rows.add(cells_of(one));
                }
                return rows.to_text(terminal_width());
            });
    }

    std::vector<std::string> operations_;
    int in_flight_ = 32;
    std::int64_t requests_ = 0;
    double seconds_ = 5;
    int messages_ = 100;
    int message_bytes_ = 1'000;
    bool no_prepare_ = false;
    bool keep_ = false;
    std::string thread_{default_thread};
};

}  // namespace

std::unique_ptr<command> make_bench() {
    return std::make_unique<bench>();
}

}  // namespace mastra::cli
