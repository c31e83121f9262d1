// mastra-dynamodb: the command line tool.
#include "cli/application.hpp"

int main(int argc, char** argv) {
    return mastra::cli::run_application(argc, argv);
}
