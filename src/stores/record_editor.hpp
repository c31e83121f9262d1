// Read-modify-write of one record: atomic across processes, joined inside one (architecture section 4, rule 3).
#pragma once

#include "stores/coalescer.hpp"
#include "stores/item_update.hpp"
#include "stores/kind.hpp"
#include "stores/record_codec.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace mastra::stores {

struct stored_span;
struct workflow_run;

enum class edit_step {
    unchanged,  ///< leave the record as it is
    changed     ///< write it
};

/// One caller's change of a record. `apply` may run several times, each time on the record as it then is (empty when
/// there is none; it may create one where the kind allows). Its error is the caller's outcome and changes nothing for
/// others.
template <class Record>
struct record_edit {
    record_edit(operation by, record_id which) : op(std::move(by)), id(std::move(which)) {}

    operation op;
    record_id id;
    std::function<result<edit_step>(std::optional<Record>& current)> apply;
};

/// The record as stored after the edit; empty when there is none. Errors: apply's, update_conflict, those of requests.
template <class Record>
using edit_outcome = result<std::optional<Record>>;

/// Edits records of one kind. Thread safety: any thread. Requests sent: 2 a batch of edits, 1 more a conflict, 1
/// without change.
template <class Record>
class record_editor {
public:
    explicit record_editor(boost::asio::any_io_executor executor);
    boost::asio::awaitable<edit_outcome<Record>> edit(record_edit<Record> change) const {
        std::string key = change.id.text();
        return queue_->submit(std::move(key), std::move(change));
    }

private:
    std::shared_ptr<coalescer<record_edit<Record>, edit_outcome<Record>>> queue_;
};

/// One edit of a record that was read before, outside of any queue: for edits of many records that one batch read
/// loaded. Requests sent: 1, and 1 more a conflict; none without change.
template <class Record>
[[nodiscard]] boost::asio::awaitable<edit_outcome<Record>> edit_loaded(located_item stored, record_edit<Record> change);

extern template class record_editor<thread>;
extern template class record_editor<resource>;
extern template class record_editor<workflow_run>;
extern template boost::asio::awaitable<edit_outcome<message>> edit_loaded(located_item, record_edit<message>);
extern template boost::asio::awaitable<edit_outcome<stored_span>> edit_loaded(located_item, record_edit<stored_span>);

}  // namespace mastra::stores
