// What may be chosen for a table, as options of the command line. Shared by `table create` and `table template`.
#pragma once

#include "cli/failure.hpp"
#include "cli/options.hpp"
#include "mastra/stores/table_options.hpp"

#include <string>

namespace mastra::cli {

class table_arguments {
public:
    void declare(CLI::App& app);
    /// Errors: invalid_input for options that contradict each other.
    [[nodiscard]] outcome<stores::table_options> options() const;

private:
    std::string billing_ = "on-demand";
    bool units_given_ = false;
    std::string encryption_ = "aws-owned";
    stores::table_options chosen_;
};

}  // namespace mastra::cli
