#include "cli/command.hpp"
#include "cli/terminal_text.hpp"
#include "cli/trace_json.hpp"
#include "cli/trace_tree.hpp"
#include "mastra/stores/observability_store.hpp"

#include <fmt/format.h>

namespace mastra::cli {
namespace {

using spans = std::vector<stores::span>;
using legacy_page = stores::page_of<stores::legacy_span>;

class trace_show final : public command {
public:
    void declare(CLI::App& app) override {
        app.add_option("id", id_, "The trace's id")->required();
        app.add_flag("--legacy", legacy_, "A trace that Mastra 0.x wrote (reads the whole table: it has no index)");
    }

    boost::asio::awaitable<outcome<exit_status>> run(session& session) override {
        stores::store_config config;
        MASTRA_CO_TRY(config.table_name, session.table());
        if (legacy_) {
            co_return co_await show_legacy(session, std::move(config));
        }
        const stores::observability_store store(session.client(), std::move(config));
        MASTRA_CO_TRY(const spans found, co_await read(session, store));
        if (found.empty()) {
            co_return absent("; --legacy looks for traces of Mastra 0.x");
        }
        show(session, found);
        co_return exit_status::ok;
    }

private:
    /// A tree needs no payloads.
    boost::asio::awaitable<outcome<spans>> read(session& session, const stores::observability_store& store) const {
        if (session.options().json) {
            MASTRA_CO_TRY(spans whole, co_await store.get_trace(id_, session.store_options()));
            co_return whole;
        }
        MASTRA_CO_TRY(spans structure, co_await store.get_structure(id_, session.store_options()));
        co_return structure;
    }

    boost::asio::awaitable<outcome<exit_status>> show_legacy(session& session, stores::store_config config) const {
        const stores::traces_store store(session.client(), std::move(config));
        stores::legacy_span_query query;
        query.trace_id = id_;
        query.paging.per_page.reset();
        MASTRA_CO_TRY(const legacy_page page, co_await store.list(std::move(query), session.store_options()));
        if (page.records.empty()) {
            co_return absent("");
        }
        show(session, page.records);
        co_return exit_status::ok;
    }

    template <class Span>
    void show(session& session, const std::vector<Span>& found) const {
        session.show([&] { return json_object_builder().add("traceId", id_).add("spans", json_rows(found)).done(); },
                     [&] { return tree_text(nodes_of(found), terminal_width()); });
    }

    [[nodiscard]] failure absent(std::string_view hint) const {
        return {exit_status::not_found, fmt::format("there is no trace {}{}", id_, hint)};
    }

    std::string id_;
    bool legacy_ = false;
};

}  // namespace

std::unique_ptr<command> make_trace_show() {
    return std::make_unique<trace_show>();
}

}  // namespace mastra::cli
