// A workflows store on the table of memory_fixture.hpp.
#pragma once

#include "mastra/stores/workflows_store.hpp"
#include "stores/memory_fixture.hpp"

#include <string>
#include <utility>

namespace mastra::test {

class workflows_test : public memory_test {
protected:
    [[nodiscard]] stores::workflows_store handle(stores::store_config config, std::string endpoint) const {
        return {make_client(std::move(endpoint)), std::move(config)};
    }

    void persist(std::string name, std::string id, json_text snapshot, timestamp created = at(0),
                 std::optional<std::string> resource = {}) {
        stores::workflow_snapshot value(std::move(name), std::move(id), std::move(snapshot));
        value.created_at = created;
        value.resource_id = std::move(resource);
        ok(runs.persist_workflow_snapshot(std::move(value)));
    }

    json_text update(std::string name, std::string id, std::string step, std::string_view step_result) {
        return ok(runs.update_workflow_results({std::move(name), std::move(id), std::move(step), json(step_result)}));
    }

    stores::workflow_run get(std::string name, std::string id) {
        return ok(runs.get_workflow_run_by_id(std::move(id), std::move(name))).value_or(stores::workflow_run());
    }

    stores::workflow_run_list list(stores::workflow_run_query query) {
        return ok(runs.list_workflow_runs(std::move(query)));
    }

    stores::workflows_store runs = handle(config(), test_endpoint());
};

}  // namespace mastra::test
