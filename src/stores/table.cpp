#include "mastra/stores/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace mastra::stores {
namespace {

constexpr std::string_view partition_key_name = "pk";
constexpr std::string_view sort_key_name = "sk";
/// What each index serves, for the sentence that tells what is lost without it (contract section 4).
constexpr std::array<std::string_view, 7> index_uses = {
    "threads of a resource, messages of a thread, scores of a scorer",
    "workflow runs by id, scores of a run",
    "scores of a trace",
    "scores of an entity",
    "scores of a resource",
    "scores of a thread",
    "scores of a span",
};

/// A state in which requests are refused, and what ends it.
struct bad_status {
    std::string_view status;
    std::string_view fix;
};
constexpr std::array bad_table_statuses = {
    bad_status{"CREATING", "wait until the table is ACTIVE, then verify again"},
    bad_status{"DELETING", "wait until the table is gone, then create it"},
    bad_status{"INACCESSIBLE_ENCRYPTION_CREDENTIALS", "give the table access to its KMS key again"},
    bad_status{"ARCHIVING", "restore the table from the backup that DynamoDB makes of it"},
    bad_status{"ARCHIVED", "restore the table from the backup that DynamoDB made of it"},
};
constexpr std::array bad_index_statuses = {
    bad_status{"CREATING", "wait until the index is ACTIVE, then verify again"},
    bad_status{"DELETING", "wait until the index is gone, then create it again"},
};

struct index_names {
    std::string index;
    std::string partition_key;
    std::string sort_key;
};

index_names names_of_index(std::size_t number) {
    return {fmt::format("gsi{}", number), fmt::format("gsi{}pk", number), fmt::format("gsi{}sk", number)};
}

protocol::attribute_definition string_attribute(std::string_view name) {
    return {std::string(name), protocol::scalar_type::string};
}

std::string_view to_text(protocol::scalar_type type) {
    switch (type) {
        case protocol::scalar_type::string:
            return "a string";
        case protocol::scalar_type::number:
            return "a number";
        case protocol::scalar_type::binary:
            return "binary";
    }
    return "unknown";
}

std::string_view to_text(protocol::projection_type type) {
    switch (type) {
        case protocol::projection_type::all:
            return "all attributes";
        case protocol::projection_type::keys_only:
            return "only the keys";
        case protocol::projection_type::include:
            return "only some attributes";
    }
    return "unknown";
}

/// Collects the faults of one table.
class verifier {
public:
    explicit verifier(const protocol::table_description& table) : table_(table) {}

    std::vector<table_fault> run() && {
        check_status("the table", table_.status, bad_table_statuses);
        const std::string fix = "a table's key cannot be changed: create a new table and copy the items into it";
        check_keys("the table", table_.keys, partition_key_name, sort_key_name, fix);
        for (std::size_t number = 1; number <= index_uses.size(); ++number) {
            check_index(names_of_index(number), index_uses[number - 1]);
        }
        return std::move(faults_);
    }

private:
    void add(std::string what, std::string fix) { faults_.push_back({std::move(what), std::move(fix), true}); }

    template <class Statuses>
    void check_status(std::string_view subject, std::string_view status, const Statuses& bad_statuses) {
        const auto bad = std::ranges::find(bad_statuses, status, &bad_status::status);
        if (bad != bad_statuses.end()) {
            add(fmt::format("{} is {}", subject, status), std::string(bad->fix));
        }
    }

    void check_keys(std::string_view subject, const protocol::key_schema& keys, std::string_view partition,
                    std::string_view sort, const std::string& fix) {
        check_key(subject, "partition key", keys.partition_key, partition, fix);
        if (!keys.sort_key) {
            add(fmt::format("{} has no sort key; it must be {}", subject, sort), fix);
            return;
        }
        check_key(subject, "sort key", *keys.sort_key, sort, fix);
    }

    void check_key(std::string_view subject, std::string_view role, std::string_view actual, std::string_view wanted,
                   const std::string& fix) {
        if (actual != wanted) {
            add(fmt::format("the {} of {} is {}; it must be {}", role, subject, actual, wanted), fix);
            return;
        }
        const auto attribute = std::ranges::find(table_.attributes, actual, &protocol::attribute_definition::name);
        if (attribute != table_.attributes.end() && attribute->type != protocol::scalar_type::string) {
            add(fmt::format("the {} {} of {} is {}; it must be a string", role, actual, subject,
                            to_text(attribute->type)),
                fix);
        }
    }

    void check_index(const index_names& names, std::string_view use) {
        const auto found =
            std::ranges::find(table_.global_secondary_indexes, names.index, &protocol::index_description::index_name);
        if (found == table_.global_secondary_indexes.end()) {
            add_missing_index(names, use);
            return;
        }
        const std::string subject = fmt::format("index {}", names.index);
        const std::string fix = fmt::format(
            "delete the index and create it again with the keys {} and {} (strings), "
            "projecting all attributes",
            names.partition_key, names.sort_key);
        check_status(subject, found->status, bad_index_statuses);
        check_keys(subject, found->keys, names.partition_key, names.sort_key, fix);
        if (found->projection.type != protocol::projection_type::all) {
            add(fmt::format("{} projects {}; it must project all", subject, to_text(found->projection.type)), fix);
        }
    }

    void add_missing_index(const index_names& names, std::string_view use) {
        const auto local =
            std::ranges::find(table_.local_secondary_indexes, names.index, &protocol::index_description::index_name);
        if (local != table_.local_secondary_indexes.end()) {
            add(fmt::format("index {} is a local index; it must be a global one ({})", names.index, use),
                "a local index cannot be removed: create a new table and copy the items into it");
            return;
        }
        add(fmt::format("index {} is missing ({})", names.index, use),
            fmt::format("create the global secondary index {} with the keys {} and {} (strings), projecting all "
                        "attributes",
                        names.index, names.partition_key, names.sort_key));
    }

    const protocol::table_description& table_;
    std::vector<table_fault> faults_;
};

result<void> check_units(std::string_view what, std::int64_t units) {
    constexpr std::int64_t most_units = 40'000;
    if (units < 1 || units > most_units) {
        return error(store_errc::invalid_argument,
                     fmt::format("{} capacity units are {}; give 1 to {}", what, units, most_units));
    }
    return {};
}

}  // namespace

result<void> check(const table_options& options) {
    if (options.billing == protocol::billing_mode::provisioned) {
        MASTRA_CHECK(check_units("the table's read", options.table_throughput.read_capacity_units));
        MASTRA_CHECK(check_units("the table's write", options.table_throughput.write_capacity_units));
        MASTRA_CHECK(check_units("the indexes' read", options.index_throughput.read_capacity_units));
        MASTRA_CHECK(check_units("the indexes' write", options.index_throughput.write_capacity_units));
    }
    const bool has_key = !options.kms_key.empty();
    if (has_key != (options.encryption == table_encryption::customer_key)) {
        return error(store_errc::invalid_argument, has_key ? "a KMS key goes with encryption by a customer key only"
                                                           : "encryption by a customer key needs the key");
    }
    return {};
}

std::optional<protocol::sse_specification> encryption_of(const table_options& options) {
    if (options.encryption == table_encryption::aws_owned) {
        return std::nullopt;
    }
    protocol::sse_specification sse{.enabled = true};
    if (options.encryption == table_encryption::customer_key) {
        sse.kms_master_key_id = options.kms_key;
    }
    return sse;
}

protocol::create_table_request table_definition(std::string table_name) {
    protocol::create_table_request request;
    request.table_name = std::move(table_name);
    request.keys = {std::string(partition_key_name), std::string(sort_key_name)};
    request.attributes = {string_attribute(partition_key_name), string_attribute(sort_key_name)};
    for (std::size_t number = 1; number <= index_uses.size(); ++number) {
        const index_names names = names_of_index(number);
        request.attributes.push_back(string_attribute(names.partition_key));
        request.attributes.push_back(string_attribute(names.sort_key));
        protocol::global_secondary_index index;
        index.index_name = names.index;
        index.keys = {names.partition_key, names.sort_key};
        request.global_secondary_indexes.push_back(std::move(index));
    }
    return request;
}

protocol::create_table_request table_definition(std::string table_name, const table_options& options) {
    protocol::create_table_request request = table_definition(std::move(table_name));
    request.billing_mode = options.billing;
    request.deletion_protection = options.deletion_protection;
    if (options.billing == protocol::billing_mode::provisioned) {
        request.throughput = options.table_throughput;
        for (auto& index : request.global_secondary_indexes) {
            index.throughput = options.index_throughput;
        }
    }
    request.sse = encryption_of(options);
    return request;
}

std::vector<table_fault> verify_table(const protocol::table_description& table) {
    return verifier(table).run();
}

std::vector<table_fault> verify_ttl(const protocol::describe_time_to_live_response& ttl,
                                    std::string_view wanted_attribute) {
    const std::string actual = ttl.attribute_name.value_or(std::string());
    const bool on = ttl.status == "ENABLED" || ttl.status == "ENABLING";
    if (wanted_attribute.empty() || (on && actual == wanted_attribute)) {
        return {};
    }
    const std::string enable =
        fmt::format("switch time to live on for the attribute {} (`mastra-dynamodb table create --ttl-attribute {}`)",
                    wanted_attribute, wanted_attribute);
    if (!on) {
        return {{fmt::format("time to live is off; DynamoDB deletes no expired item"), enable, false}};
    }
    return {{fmt::format("time to live goes by the attribute {}; the stores write {}", actual, wanted_attribute),
             fmt::format("configure the stores to write {}, or switch time to live off for it, wait an hour, and {}",
                         actual, enable),
             false}};
}

}  // namespace mastra::stores
