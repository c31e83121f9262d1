#include "cli/table_arguments.hpp"

namespace mastra::cli {
namespace {

constexpr std::int64_t most_units = 40'000;

}  // namespace

void table_arguments::declare(CLI::App& app) {
    app.add_option("--billing", billing_, "on-demand, or provisioned with the units below")
        ->check(CLI::IsMember({"on-demand", "provisioned"}))
        ->capture_default_str()
        ->type_name("MODE");
    const auto add_units = [&](const std::string& name, std::int64_t& into, const std::string& what) {
        app.add_option(name, into, what)
            ->check(in_range<std::int64_t>(1, most_units))
            ->each([this](const std::string&) { units_given_ = true; })
            ->capture_default_str()
            ->type_name("UNITS");
    };
    add_units("--read-units", chosen_.table_throughput.read_capacity_units, "Provisioned reads of the table");
    add_units("--write-units", chosen_.table_throughput.write_capacity_units, "Provisioned writes of the table");
    add_units("--index-read-units", chosen_.index_throughput.read_capacity_units, "Provisioned reads of each index");
    add_units("--index-write-units", chosen_.index_throughput.write_capacity_units, "Provisioned writes of each index");
    app.add_option("--ttl-attribute", chosen_.ttl_attribute,
                   "Let DynamoDB delete items by this attribute (epoch seconds)")
        ->type_name("NAME");
    app.add_flag("--point-in-time-recovery", chosen_.point_in_time_recovery,
                 "Keep what restores the table to any second of the last 35 days");
    app.add_option("--encryption", encryption_, "Whose key encrypts the table: aws-owned or aws-managed")
        ->check(CLI::IsMember({"aws-owned", "aws-managed"}))
        ->capture_default_str()
        ->type_name("OWNER");
    app.add_option("--kms-key", chosen_.kms_key, "Encrypt with this KMS key of yours (id, ARN or alias)")
        ->type_name("KEY");
    app.add_flag("--deletion-protection", chosen_.deletion_protection, "Refuse to delete the table until this is off");
}

outcome<stores::table_options> table_arguments::options() const {
    stores::table_options options = chosen_;
    if (billing_ == "provisioned") {
        options.billing = protocol::billing_mode::provisioned;
    } else if (units_given_) {
        return failure(exit_status::invalid_input, "units are given with --billing provisioned only");
    }
    if (!options.kms_key.empty()) {
        if (encryption_ != "aws-owned") {
            return failure(exit_status::invalid_input, "give --kms-key or --encryption aws-managed, not both");
        }
        options.encryption = stores::table_encryption::customer_key;
    } else if (encryption_ == "aws-managed") {
        options.encryption = stores::table_encryption::aws_managed;
    }
    if (auto checked = stores::check(options); checked.has_error()) {
        return failure(checked.error());
    }
    return options;
}

}  // namespace mastra::cli
