// Runs a batch_fsm: sends its parts in parallel and waits its pauses. Serves batch_get and batch_write.
#pragma once

#include "client/batch_fsm.hpp"
#include "mastra/client/dynamodb_client.hpp"

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mastra::client {

/// One batch on its way. Derived classes know what a unit is.
/// Thread safety: none; all of it runs on a strand that run() makes.
class batch_run {
public:
    virtual ~batch_run() = default;

    /// To the end of every part. Errors: `unprocessed`, `cancelled`, or the first error of a part, each with the keys
    /// of the units that are not known to be done.
    [[nodiscard]] static boost::asio::awaitable<result<void>> run(std::shared_ptr<batch_run> batch, int max_parallel);

protected:
    /// What to do with the other parts when one has failed for good.
    enum class after_failure { stop, go_on };

    batch_run(dynamodb_client client, call_options options, after_failure policy);

    /// The units, each with the text that tells it from the others, and its weight in a request.
    void add_unit(std::string identity, std::size_t bytes);
    /// The number of the unit with this identity, if it belongs to the batch.
    [[nodiscard]] std::optional<std::size_t> unit_of(const std::string& identity) const;
    [[nodiscard]] const dynamodb_client& client() const noexcept { return client_; }
    [[nodiscard]] const call_options& options() const noexcept { return options_; }

    /// Sends a part; the units that DynamoDB left undone.
    [[nodiscard]] virtual boost::asio::awaitable<result<batch_fsm::unit_list>> send(batch_fsm::unit_list part) = 0;
    [[nodiscard]] virtual attribute_map key_of(std::size_t unit) const = 0;
    [[nodiscard]] virtual batch_limits limits() const = 0;
    [[nodiscard]] virtual std::string_view table_name() const = 0;

private:
    [[nodiscard]] boost::asio::awaitable<result<void>> run_on_strand(int max_parallel);
    [[nodiscard]] boost::asio::awaitable<result<void>> send_parts();
    void part_ended(const batch_fsm::unit_list& part, result<batch_fsm::unit_list> leftovers);
    void keep_first(error what);
    [[nodiscard]] result<void> outcome() const;

    dynamodb_client client_;
    call_options options_;
    after_failure policy_;
    std::vector<std::size_t> unit_bytes_;
    std::unordered_map<std::string, std::size_t> units_;
    std::optional<batch_fsm> machine_;
    std::optional<error> first_error_;
};

}  // namespace mastra::client
