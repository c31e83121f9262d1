// The table as a Terraform resource.
#include "mastra/stores/table_templates.hpp"
#include "stores/templates/template_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace mastra::stores {
namespace {

/// Arguments of one block, in columns as `terraform fmt` sets them.
class block {
public:
    explicit block(std::string head, std::size_t depth) : head_(std::move(head)), indent_(2 * depth, ' ') {}

    block& text(std::string name, std::string_view value) { return raw(std::move(name), fmt::format("\"{}\"", value)); }
    block& raw(std::string name, std::string value) {
        arguments_.emplace_back(std::move(name), std::move(value));
        return *this;
    }
    block& units(const std::optional<protocol::provisioned_throughput>& units) {
        return !units ? *this
                      : raw("read_capacity", std::to_string(units->read_capacity_units))
                            .raw("write_capacity", std::to_string(units->write_capacity_units));
    }
    /// `inner`: blocks within this one.
    [[nodiscard]] std::string to_text(const std::string& inner = {}) const {
        std::size_t width = 0;
        for (const auto& [name, value] : arguments_) {
            width = std::max(width, name.size());
        }
        std::string text = fmt::format("{}{} {{\n", indent_, head_);
        for (const auto& [name, value] : arguments_) {
            text += fmt::format("{}  {:<{}} = {}\n", indent_, name, width, value);
        }
        return text + inner + indent_ + "}\n";
    }

private:
    std::string head_;
    std::string indent_;
    std::vector<std::pair<std::string, std::string>> arguments_;
};

std::string attributes(const protocol::create_table_request& table) {
    std::string text;
    for (const auto& attribute : table.attributes) {
        text += "\n" +
                block("attribute", 1).text("name", attribute.name).text("type", type_letter(attribute.type)).to_text();
    }
    return text;
}

std::string indexes(const protocol::create_table_request& table) {
    std::string text;
    for (const auto& index : table.global_secondary_indexes) {
        block one("global_secondary_index", 1);
        one.text("name", index.index_name).text("hash_key", index.keys.partition_key);
        one.text("range_key", index.keys.sort_key.value_or(std::string())).text("projection_type", "ALL");
        text += "\n" + one.units(index.throughput).to_text();
    }
    return text;
}

std::string protections(const protocol::create_table_request& table, const table_options& options) {
    std::string text;
    if (!options.ttl_attribute.empty()) {
        text += "\n" + block("ttl", 1).text("attribute_name", options.ttl_attribute).raw("enabled", "true").to_text();
    }
    if (options.point_in_time_recovery) {
        text += "\n" + block("point_in_time_recovery", 1).raw("enabled", "true").to_text();
    }
    if (table.sse) {
        block encryption("server_side_encryption", 1);
        encryption.raw("enabled", "true");
        if (table.sse->kms_master_key_id) {
            encryption.text("kms_key_arn", *table.sse->kms_master_key_id);
        }
        text += "\n" + encryption.to_text();
    }
    return text + "\n" + block("lifecycle", 1).raw("prevent_destroy", "true").to_text();
}

}  // namespace

result<std::string> terraform_configuration(const std::string& table_name, const table_options& options) {
    MASTRA_TRY(const protocol::create_table_request table, checked_definition(table_name, options));
    if (options.encryption == table_encryption::customer_key) {
        MASTRA_CHECK(check_key_arn(options.kms_key));
    }
    const bool on_demand = table.billing_mode == protocol::billing_mode::pay_per_request;
    block resource("resource \"aws_dynamodb_table\" \"mastra\"", 0);
    resource.text("name", table.table_name).text("billing_mode", on_demand ? "PAY_PER_REQUEST" : "PROVISIONED");
    resource.units(table.throughput).text("hash_key", table.keys.partition_key);
    resource.text("range_key", table.keys.sort_key.value_or(std::string()));
    resource.raw("deletion_protection_enabled", table.deletion_protection ? "true" : "false");
    return resource.to_text(attributes(table) + indexes(table) + protections(table, options));
}

}  // namespace mastra::stores
