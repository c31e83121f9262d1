#include "support/store_driver/metadata_operation.hpp"

#include "mastra/calls/rendered.hpp"
#include "mastra/stores/memory_store.hpp"

namespace mastra::test {
namespace {

std::optional<json_text> incremented(const stores::thread& current, const std::string& counter) {
    const auto metadata = json_object::parse(current.metadata ? current.metadata->text() : "{}");
    const json_text* before = metadata.has_value() ? metadata->find(counter) : nullptr;
    json_object added;
    added.set(counter, json_text::trusted(std::to_string(before ? std::stoll(before->text()) + 1 : 1)));
    return added.to_text();
}

}  // namespace

void add_metadata_operation(calls::operation_table& table, const client::dynamodb_client& client,
                            const stores::store_config& config) {
    const stores::memory_store store(client, config);
    table.emplace("updateThreadMetadata", [store](const calls::arguments& given, const stores::store_options& options) {
        auto edit = [counter = given.text("increment")](const stores::thread& current) {
            return incremented(current, counter);
        };
        return calls::rendered(
            store.update_thread_metadata(given.text("id"), edit, given.optional_text("resourceId"), options));
    });
}

}  // namespace mastra::test
