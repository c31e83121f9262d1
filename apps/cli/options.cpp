#include "cli/options.hpp"

namespace mastra::cli {

void declare_global_options(CLI::App& app, global_options& into) {
    const std::string group = "Common options (before or after the command)";
    app.add_option("--table", into.table, "The table's name")
        ->envname("MASTRA_DYNAMODB_TABLE")
        ->type_name("NAME")
        ->group(group);
    app.add_option("--endpoint", into.endpoint, "URL of the DynamoDB endpoint (default: that of the region)")
        ->type_name("URL")
        ->group(group);
    app.add_option("--region", into.region, "AWS region (default: AWS_REGION, then the profile's)")
        ->type_name("NAME")
        ->group(group);
    app.add_option("--profile", into.profile, "Profile of the AWS configuration files (default: AWS_PROFILE)")
        ->type_name("NAME")
        ->group(group);
    app.add_option("--timeout", into.timeout_seconds, "Most time for one operation on the store (default: 30)")
        ->type_name("SECONDS")
        ->check(in_range(0.001, 3600.0))
        ->group(group);
    app.add_flag("--allow-insecure-endpoint", into.allow_insecure_endpoint,
                 "Allow plain http to other machines and link-local addresses")
        ->group(group);
    app.add_flag("--json", into.json, "Print JSON on standard output, and errors as JSON on standard error")
        ->group(group);
    app.add_flag("--verbose", into.verbose, "Report each request and its cost on standard error, and their sum")
        ->group(group);
    app.add_flag("--progress", into.progress, "Report progress even when standard error is no terminal")->group(group);
}

}  // namespace mastra::cli
