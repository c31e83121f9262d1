#include "stores/record_editor.hpp"

#include "mastra/core/error_detail.hpp"
#include "stores/item_write.hpp"
#include "stores/observability/span_codec.hpp"
#include "stores/observability/span_entities.hpp"
#include "stores/spill_io.hpp"
#include "stores/workflows/run_record.hpp"
#include "stores/write_tokens.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace mastra::stores {
namespace {

template <class Record>
struct record_traits;
/// `remembered_writers`: whose last writes an item tells. Changes of threads may be counters (a metadata_edit), and
/// those of runs may be won once (an expected status): they must not be applied twice. Of the others a repeat does no
/// harm, and one token spares the second request.
template <>
struct record_traits<thread> {
    static constexpr std::size_t remembered_writers = 8;
    static const item_kind& kind() { return thread_kind(); }
    static result<std::optional<thread>> decode(const attribute_map& item) { return to_thread(item); }
};
template <>
struct record_traits<resource> {
    static constexpr std::size_t remembered_writers = 1;
    static const item_kind& kind() { return resource_kind(); }
    static result<std::optional<resource>> decode(const attribute_map& item) { return to_resource(item); }
};
template <>
struct record_traits<workflow_run> {
    static constexpr std::size_t remembered_writers = 8;
    static const item_kind& kind() { return workflow_snapshot_kind(); }
    static result<std::optional<workflow_run>> decode(const attribute_map& item) { return to_workflow_run(item); }
};
template <>
struct record_traits<message> {
    static constexpr std::size_t remembered_writers = 1;
    static const item_kind& kind() { return message_kind(); }
    static result<std::optional<message>> decode(const attribute_map& item) { return to_message(item); }
};
template <>
struct record_traits<stored_span> {
    static constexpr std::size_t remembered_writers = 1;
    static const item_kind& kind() { return span_kind(); }
    static result<std::optional<stored_span>> decode(const attribute_map& item) { return to_stored_span(item); }
};

/// A record as it was read: the stored item, and the record in it.
template <class Record>
struct loaded {
    std::optional<located_item> stored;
    attribute_map restored;
    std::optional<Record> value;
};

/// What a batch of edits made of a record.
template <class Record>
struct edited {
    std::optional<Record> value;
    std::vector<std::optional<error>> faults;  ///< by edit
    bool changed = false;
};

enum class write_step { done, try_again };

/// The operation whose deadline is the latest speaks for the batch.
template <class Record>
operation speaker(const std::vector<record_edit<Record>>& edits) {
    operation latest = edits.front().op;
    for (const auto& edit : edits) {
        if (edit.op->call.deadline > latest->call.deadline) {
            latest = edit.op;
        }
    }
    return latest;
}

template <class Record>
edited<Record> apply_all(const std::vector<record_edit<Record>>& edits, std::optional<Record> value) {
    edited<Record> outcome{std::move(value), {}, false};
    for (const auto& edit : edits) {
        std::optional<Record> draft = outcome.value;
        auto step = edit.apply(draft);
        outcome.faults.push_back(step.has_error() ? std::optional<error>(step.error()) : std::nullopt);
        if (step.has_value() && *step == edit_step::changed) {
            outcome.value = std::move(draft);
            outcome.changed = true;
        }
    }
    return outcome;
}

template <class Record>
task<loaded<Record>> decode(operation op, std::optional<located_item> stored) {
    loaded<Record> record;
    record.stored = std::move(stored);
    if (record.stored) {
        MASTRA_CO_TRY(std::optional<attribute_map> whole,
                      co_await restore_item(op, record_traits<Record>::kind(), record.stored->item));
        if (!whole) {
            co_return loaded<Record>();
        }
        if (is_expired(op, record_traits<Record>::kind(), record.stored->item)) {
            co_return record;  // the old item is replaced, nothing of it is taken over
        }
        record.restored = *std::move(whole);
        MASTRA_CO_TRY(record.value, record_traits<Record>::decode(record.restored));
    }
    co_return record;
}

template <class Record>
task<loaded<Record>> load(operation op, record_id id, bool consistent) {
    MASTRA_CO_TRY(std::optional<located_item> stored,
                  co_await find_stored_item(op, record_traits<Record>::kind(), std::move(id), consistent));
    co_return co_await decode<Record>(op, std::move(stored));
}

/// What has no fault and leads to a write needs no certainty about what was read: the write's condition has it.
template <class Record>
bool needs_certainty(const edited<Record>& outcome) {
    return !outcome.changed || std::any_of(outcome.faults.begin(), outcome.faults.end(),
                                           [](const std::optional<error>& fault) { return fault.has_value(); });
}

/// One batch of edits on one record, from the first read to the last retry.
template <class Record>
class edit_batch {
public:
    edit_batch(std::vector<record_edit<Record>> edits, write_token_source& tokens)
        : id_(edits.front().id), op_(speaker(edits)), edits_(std::move(edits)), tokens_(tokens) {}

    /// Spares the first read.
    void start_from(located_item stored) { known_ = std::move(stored); }

    boost::asio::awaitable<std::vector<edit_outcome<Record>>> run() {
        auto fault = co_await run_to_end();
        std::vector<edit_outcome<Record>> outcomes;
        for (std::size_t i = 0; i < edits_.size(); ++i) {
            if (fault.has_error()) {
                outcomes.emplace_back(fault.error());
            } else if (outcome_.faults[i]) {
                outcomes.emplace_back(*outcome_.faults[i]);
            } else {
                outcomes.emplace_back(outcome_.value);
            }
        }
        co_return outcomes;
    }

private:
    task<void> run_to_end() {
        if (known_) {
            MASTRA_CO_TRY(current_, co_await decode<Record>(op_, std::move(known_)));
        } else {
            certain_ = op_->config->consistent_reads;
            MASTRA_CO_TRY(current_, co_await load<Record>(op_, id_, certain_));
        }
        for (int attempt = 1;; ++attempt) {
            outcome_ = apply_all(edits_, current_.value);
            if (!certain_ && (!current_.stored || needs_certainty(outcome_))) {
                MASTRA_CO_CHECK(co_await make_certain());
                outcome_ = apply_all(edits_, current_.value);
            }
            if (!outcome_.changed) {
                co_return result<void>();
            }
            MASTRA_CO_TRY(const write_step step, co_await write());
            if (step == write_step::done) {
                co_return result<void>();
            }
            auto waited = co_await pause(op_, conflict_pause(op_, attempt));
            if (waited.has_error() && waited.error().is(client_errc::deadline_exceeded)) {
                co_return error(store_errc::update_conflict, fmt::format("{} attempts on {}", attempt, id_.text()));
            }
            MASTRA_CO_CHECK(std::move(waited));
        }
    }

    task<void> make_certain() {
        certain_ = true;
        MASTRA_CO_TRY(current_, co_await load<Record>(op_, id_, true));
        co_return result<void>();
    }

    task<write_step> write() {
        const std::string token = tokens_.next();
        MASTRA_CO_TRY(const item_update update, plan(token));
        MASTRA_CO_CHECK(co_await write_parts(op_, update.new_parts));
        auto reply = co_await send_update(update);
        if (reply.has_value()) {
            co_await reclaim_parts(op_, update.obsolete_parts);
            if (!update.new_parts.empty()) {
                co_return write_step::done;  // what was written needs no reading
            }
            co_return co_await accept(*std::move(reply->attributes));
        }
        const bool may_arrive = reply.error().is(error_kind::outcome_unknown);
        const bool refused = reply.error().is(service_errc::conditional_check_failed);
        if (may_arrive || refused) {
            MASTRA_CO_CHECK(co_await look_again(reply.error().detail().rejected_item));
            if (is_written(token)) {
                outcome_.value = current_.value;
                co_await reclaim_parts(op_, update.obsolete_parts);
                co_return write_step::done;
            }
        }
        // A write that may still arrive keeps its parts: without them its pointer would lead nowhere.
        if (!may_arrive && !reply.error().is(error_kind::cancelled)) {
            co_await reclaim_parts(op_, new_part_keys(update));
        }
        if (may_arrive || refused) {
            co_return write_step::try_again;
        }
        co_return std::move(reply).error();
    }

    /// An update of what is there, or a creation at the place that is free.
    task<protocol::update_item_response> send_update(const item_update& update) {
        const item_kind& kind = record_traits<Record>::kind();
        if (current_.stored) {
            co_return co_await send(op_, update_request(op_, kind, id_, current_.stored->form, update));
        }
        co_return co_await write_exact(op_, kind, id_, creation_of(update));
    }

    result<item_update> plan(const std::string& token) const {
        const item_kind& kind = record_traits<Record>::kind();
        attribute_map attributes = to_attributes(*outcome_.value);
        attributes.set(write_token_attribute, with_token(current_.restored.find_string(write_token_attribute), token,
                                                         record_traits<Record>::remembered_writers));
        const key_form form = current_.stored ? current_.stored->form : key_form::shared;
        MASTRA_TRY(attribute_map wanted, updated_item(op_, kind, current_.restored, attributes, form));
        return plan_update(op_, kind, current_.stored ? current_.stored->item : attribute_map(), std::move(wanted));
    }

    static item_write creation_of(const item_update& update) {
        item_write creation;
        creation.set = update.set;
        creation.where = expression::attr("pk").not_exists();
        creation.returned = protocol::return_values::all_new;
        return creation;
    }

    task<write_step> accept(attribute_map item) {
        located_item stored{std::move(item), current_form()};
        MASTRA_CO_TRY(current_, co_await decode<Record>(op_, std::move(stored)));
        outcome_.value = current_.value;
        co_return write_step::done;
    }

    /// The condition failed, or the reply was lost: what is there now?
    task<void> look_again(std::optional<attribute_map> rejected) {
        if (rejected && current_.stored && is_this_record(*rejected)) {
            located_item stored{*std::move(rejected), current_form()};
            MASTRA_CO_TRY(current_, co_await decode<Record>(op_, std::move(stored)));
            certain_ = true;
        } else {
            MASTRA_CO_CHECK(co_await make_certain());
        }
        co_return result<void>();
    }

    /// Our token in the item: the write was carried out after all.
    [[nodiscard]] bool is_written(const std::string& token) const {
        return current_.stored && has_token(current_.stored->item.find_string(write_token_attribute), token);
    }

    [[nodiscard]] bool is_this_record(const attribute_map& item) const {
        const model::entity& entity = record_traits<Record>::kind().entity();
        return entity.owns(item) && entity.same_identity(item, id_.composites());
    }

    [[nodiscard]] key_form current_form() const { return current_.stored ? current_.stored->form : key_form::shared; }

    static std::vector<attribute_map> new_part_keys(const item_update& update) {
        std::vector<attribute_map> keys;
        for (const auto& part : update.new_parts) {
            keys.push_back(attribute_map{{"pk", *part.find("pk")}, {"sk", *part.find("sk")}});
        }
        return keys;
    }

    record_id id_;
    operation op_;
    std::vector<record_edit<Record>> edits_;
    write_token_source& tokens_;
    std::optional<located_item> known_;
    loaded<Record> current_;
    bool certain_ = true;  ///< current_ was read consistently
    edited<Record> outcome_;
};

}  // namespace

template <class Record>
record_editor<Record>::record_editor(boost::asio::any_io_executor executor) {
    using queue = coalescer<record_edit<Record>, edit_outcome<Record>>;
    // One writer for all: batches of one record never overlap, so its last token is the one that matters.
    const auto tokens = std::make_shared<write_token_source>();
    queue_ = std::make_shared<queue>(
        std::move(executor),
        [tokens](std::string /*key*/,
                 std::vector<record_edit<Record>> edits) -> boost::asio::awaitable<std::vector<edit_outcome<Record>>> {
            edit_batch<Record> batch(std::move(edits), *tokens);
            co_return co_await batch.run();
        });
}

template <class Record>
boost::asio::awaitable<edit_outcome<Record>> edit_loaded(located_item stored, record_edit<Record> change) {
    std::vector<record_edit<Record>> edits;
    edits.push_back(std::move(change));
    write_token_source tokens;
    edit_batch<Record> batch(std::move(edits), tokens);
    batch.start_from(std::move(stored));
    auto outcomes = co_await batch.run();
    co_return std::move(outcomes.front());
}

template boost::asio::awaitable<edit_outcome<message>> edit_loaded(located_item, record_edit<message>);
template boost::asio::awaitable<edit_outcome<stored_span>> edit_loaded(located_item, record_edit<stored_span>);
template class record_editor<thread>;
template class record_editor<resource>;
template class record_editor<workflow_run>;

}  // namespace mastra::stores
