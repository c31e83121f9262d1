#include "cli/command.hpp"

#include <array>

namespace mastra::cli {
namespace {

constexpr std::array groups = {
    command_group_row{"table", "Create, inspect and delete the table"},
    command_group_row{"thread", "Conversation threads"},
    command_group_row{"message", "Messages of threads"},
    command_group_row{"resource", "What agents remember about a resource (usually a user)"},
    command_group_row{"run", "Runs of workflows"},
    command_group_row{"score", "What scorers said about runs"},
    command_group_row{"eval", "Results of metrics, as older versions of Mastra kept them"},
    command_group_row{"ttl", "Whether DynamoDB deletes what has expired"},
    command_group_row{"trace", "What runs of agents and workflows did, step by step"},
};

constexpr std::array command_rows = {
    command_row{"table", "create", "Create the table with its seven indexes and wait until it is active",
                "  mastra-dynamodb table create --table memory\n"
                "  mastra-dynamodb table create --table memory --ttl-attribute ttl --point-in-time-recovery "
                "--deletion-protection\n"
                "  mastra-dynamodb table create --table memory --endpoint http://127.0.0.1:8000 --region us-east-1\n",
                make_table_create},
    command_row{"table", "describe", "Show state, size, indexes and time to live of the table",
                "  mastra-dynamodb table describe --table memory\n"
                "  mastra-dynamodb table describe --table memory --json | jq .itemCount\n",
                make_table_describe},
    command_row{"table", "verify", "Check that the table has what the stores need; every fault comes with its fix",
                "  mastra-dynamodb table verify --table memory\n"
                "  mastra-dynamodb table verify --table memory --data --units-per-second 50 --state verify.state\n"
                "  mastra-dynamodb table verify --table memory --data --repair --yes\n",
                make_table_verify},
    command_row{"table", "template",
                "Print the table, or the rights it needs, for CloudFormation, CDK, Terraform or IAM",
                "  mastra-dynamodb table template cloudformation --table memory --ttl-attribute ttl > memory.json\n"
                "  mastra-dynamodb table template cdk --table memory --point-in-time-recovery > memory-stack.ts\n"
                "  mastra-dynamodb table template iam --table memory --for runtime --kind thread --kind message\n",
                make_table_template},
    command_row{"table", "delete", "Delete the table with everything in it",
                "  mastra-dynamodb table delete --table memory\n"
                "  mastra-dynamodb table delete --table memory --yes\n",
                make_table_delete},
    command_row{"thread", "list", "List threads, newest first",
                "  mastra-dynamodb thread list --resource user-42\n"
                "  mastra-dynamodb thread list --resource user-42 --order-by updatedAt --per-page 5\n"
                "  mastra-dynamodb thread list --all --json | jq -r '.records[].id'\n",
                make_thread_list},
    command_row{"thread", "show", "Show one thread, and its last messages if wanted",
                "  mastra-dynamodb thread show t-1\n"
                "  mastra-dynamodb thread show t-1 --messages 10\n",
                make_thread_show},
    command_row{"thread", "delete", "Delete a thread and all its messages",
                "  mastra-dynamodb thread delete t-1\n"
                "  mastra-dynamodb thread delete t-1 --yes\n",
                make_thread_delete},
    command_row{"message", "list", "List messages of one or more threads, or of a resource",
                "  mastra-dynamodb message list --thread t-1 --last 10\n"
                "  mastra-dynamodb message list --thread t-1 --from 2026-01-01 --to 2026-02-01 --all --full\n"
                "  mastra-dynamodb message list --thread t-1 --per-page 0 --include m-17:2:2\n"
                "  mastra-dynamodb message list --resource user-42 --metadata lang=en --json\n",
                make_message_list},
    command_row{"message", "import", "Save messages from JSON lines (a file, or - for standard input)",
                "  mastra-dynamodb message import messages.jsonl\n"
                "  mastra-dynamodb message export --thread t-1 | mastra-dynamodb message import - --table copy "
                "--create-thread\n"
                "  echo '{\"role\":\"user\",\"content\":\"Hello\"}' | mastra-dynamodb message import - --thread t-1 "
                "--resource user-42\n",
                make_message_import},
    command_row{"message", "export", "Write messages as JSON lines, oldest first in each thread",
                "  mastra-dynamodb message export --thread t-1 --output t-1.jsonl\n"
                "  mastra-dynamodb message export --resource user-42 | gzip > user-42.jsonl.gz\n",
                make_message_export},
    command_row{"resource", "show", "Show working memory and metadata of a resource",
                "  mastra-dynamodb resource show user-42\n"
                "  mastra-dynamodb resource show user-42 --json | jq -r .workingMemory\n",
                make_resource_show},
    command_row{"run", "list", "List runs of workflows, newest first",
                "  mastra-dynamodb run list --workflow order --status suspended\n"
                "  mastra-dynamodb run list --workflow order --from 2026-01-01 --json | jq -r '.records[].runId'\n",
                make_run_list},
    command_row{"run", "show", "Show one run: status, steps, and the snapshot if wanted",
                "  mastra-dynamodb run show 7f9c24e8-0b1d-4e7a-9f7e-6c2f1a3b5d77\n"
                "  mastra-dynamodb run show r-1 --workflow order --json | jq .snapshot.context\n",
                make_run_show},
    command_row{"run", "delete", "Delete a run",
                "  mastra-dynamodb run delete r-1 --workflow order\n"
                "  mastra-dynamodb run delete r-1 --workflow order --yes\n",
                make_run_delete},
    command_row{"score", "list", "List scores of a scorer, a run, an entity or a span, newest first",
                "  mastra-dynamodb score list --scorer accuracy --source LIVE\n"
                "  mastra-dynamodb score list --entity weather-agent --entity-type AGENT --per-page 5\n"
                "  mastra-dynamodb score list --trace tr-1 --span sp-1 --json | jq '.records[].score'\n",
                make_score_list},
    command_row{"score", "show", "Show one score with everything it has",
                "  mastra-dynamodb score show 7f9c24e8-0b1d-4e7a-9f7e-6c2f1a3b5d77\n"
                "  mastra-dynamodb score show s-1 --json | jq .reason\n",
                make_score_show},
    command_row{
        "eval", "list", "List evals of an agent, newest first",
        "  mastra-dynamodb eval list --agent weather-agent --type test\n"
        "  mastra-dynamodb eval list --agent weather-agent --from 2026-01-01 --json | jq '.records[].result.score'\n",
        make_eval_list},
    command_row{"ttl", "status", "Show whether and by which attribute DynamoDB deletes expired items",
                "  mastra-dynamodb ttl status --table memory\n"
                "  mastra-dynamodb ttl status --table memory --json | jq -r .attribute\n",
                make_ttl_status},
    command_row{"ttl", "enable", "Let DynamoDB delete expired items; does nothing where it does already",
                "  mastra-dynamodb ttl enable --table memory\n"
                "  mastra-dynamodb ttl enable --table memory --attribute expiresAt\n",
                make_ttl_enable},
    command_row{"trace", "list", "List traces, newest first",
                "  mastra-dynamodb trace list --entity weather-agent --status error\n"
                "  mastra-dynamodb trace list --from 2026-01-01 --json | jq -r '.records[].traceId'\n",
                make_trace_list},
    command_row{"trace", "show", "Draw a trace as a tree, with times and status",
                "  mastra-dynamodb trace show 4bf92f3577b34da6a3ce929d0e0e4736\n"
                "  mastra-dynamodb trace show 4bf92f3577b34da6a3ce929d0e0e4736 --json | jq '.spans[].output'\n"
                "  mastra-dynamodb trace show 4bf92f3577b34da6a3ce929d0e0e4736 --legacy\n",
                make_trace_show},
    command_row{"", "prune", "Delete what is older than it should be kept",
                "  mastra-dynamodb prune --table memory --keep message=90d --keep trace=2w --dry-run\n"
                "  mastra-dynamodb prune --table memory --keep thread=1y --age updated --items-per-second 200 --state "
                "prune.state --yes\n",
                make_prune},
    command_row{
        "", "bench", "Measure reads and writes of the store: rate, CPU an operation, latency",
        "  mastra-dynamodb bench --table scratch --in-flight 32 --seconds 5\n"
        "  mastra-dynamodb bench --table scratch --operation last-10 --operation query-10-bare --messages 10000\n"
        "  mastra-dynamodb bench --table any --endpoint http://127.0.0.1:9000 --no-prepare --operation "
        "thread-read\n",
        make_bench},
    command_row{"", "completion", "Print the completion script of a shell",
                "  mastra-dynamodb completion bash > ~/.local/share/bash-completion/completions/mastra-dynamodb\n"
                "  mastra-dynamodb completion zsh > ~/.zfunc/_mastra-dynamodb\n"
                "  mastra-dynamodb completion fish > ~/.config/fish/completions/mastra-dynamodb.fish\n",
                make_completion},
};

}  // namespace

std::span<const command_row> command_table() noexcept {
    return command_rows;
}
std::span<const command_group_row> command_group_table() noexcept {
    return groups;
}

}  // namespace mastra::cli
