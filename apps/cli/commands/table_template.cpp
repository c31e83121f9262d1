#include "cli/command.hpp"
#include "cli/json_output.hpp"
#include "cli/table_arguments.hpp"
#include "mastra/stores/table_templates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace mastra::cli {
namespace {

using stores::policy_audience;

struct audience_name {
    std::string_view name;
    policy_audience audience;
};
constexpr std::array audiences{audience_name{"runtime", policy_audience::runtime},
                               audience_name{"operations", policy_audience::operations},
                               audience_name{"provisioning", policy_audience::provisioning}};

class table_template final : public command {
public:
    void declare(CLI::App& app) override {
        app.add_option("format", format_, "cloudformation, cdk, terraform or iam")
            ->required()
            ->check(CLI::IsMember({"cloudformation", "cdk", "terraform", "iam"}))
            ->type_name("FORMAT");
        arguments_.declare(app);
        const std::string group = "Options of iam";
        app.add_option("--for", audience_, "Whose rights: runtime, operations (verify, repair, prune) or provisioning")
            ->check(CLI::IsMember({"runtime", "operations", "provisioning"}))
            ->capture_default_str()
            ->type_name("WHO")
            ->group(group);
        app.add_option("--kind", kinds_, "Kinds of items the program works with (default: all)")
            ->type_name("KIND")
            ->group(group);
        app.add_flag("--read-only", policy_.read_only, "Runtime: may only read")->group(group);
        app.add_flag("--full-scans", policy_.full_scans,
                     "Runtime: may list what no index serves, such as the threads of all resources")
            ->group(group);
        app.add_flag("--deletion", policy_.deletion, "Provisioning: may delete the table")->group(group);
        app.add_option("--account", policy_.account, "AWS account of the table")
            ->capture_default_str()
            ->type_name("ID")
            ->group(group);
    }

    boost::asio::awaitable<outcome<exit_status>> run(session& session) override {
        MASTRA_CO_TRY(const std::string name, session.table());
        MASTRA_CO_TRY(const stores::table_options options, arguments_.options());
        MASTRA_CO_TRY(stores::policy_options policy, policy_options(session, options));
        const auto text = make_text(name, options, policy);
        if (text.has_error()) {
            co_return failure(text.error());
        }
        session.show([&] { return json_object_builder().add("format", format_).add("text", *text).done(); },
                     [&] { return *text; });
        co_return exit_status::ok;
    }

private:
    result<std::string> make_text(const std::string& name, const stores::table_options& options,
                                  const stores::policy_options& policy) const {
        if (format_ == "iam") {
            return stores::iam_policy(name, policy);
        }
        if (format_ == "cdk") {
            return stores::cdk_stack(name, options);
        }
        return format_ == "terraform" ? stores::terraform_configuration(name, options)
                                      : stores::cloudformation_template(name, options);
    }

    outcome<stores::policy_options> policy_options(const session& session, const stores::table_options& options) const {
        stores::policy_options policy = policy_;
        policy.audience = std::ranges::find(audiences, audience_, &audience_name::name)->audience;
        policy.kms_key = options.kms_key;
        if (!session.options().region.empty()) {
            policy.region = session.options().region;
        }
        for (const std::string& name : kinds_) {
            const auto kind = stores::entity_kind_named(name);
            if (!kind) {
                return failure(exit_status::invalid_input, fmt::format("there is no kind of items '{}'", name));
            }
            policy.kinds.push_back(*kind);
        }
        return policy;
    }

    std::string format_;
    std::string audience_ = "runtime";
    std::vector<std::string> kinds_;
    stores::policy_options policy_;
    table_arguments arguments_;
};

}  // namespace

std::unique_ptr<command> make_table_template() {
    return std::make_unique<table_template>();
}

}  // namespace mastra::cli
