// CPU of the client itself for one read of an item, signed, with many in flight:
//   client_bench ENDPOINT [REQUESTS [IN_FLIGHT]]
// Against a server that answers anything at once, so that what is measured is ours.
#include "mastra/client/dynamodb_client.hpp"

#include <boost/asio/io_context.hpp>

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace mastra;
using std::chrono::steady_clock;

double cpu_microseconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto in_microseconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_usec);
    };
    return in_microseconds(usage.ru_utime) + in_microseconds(usage.ru_stime);
}

/// Keeps a number of reads in flight until enough were made.
class reader {
public:
    reader(client::dynamodb_client client, long total) : client_(std::move(client)), left_(total) {}

    void next() {
        if (left_-- <= 0) {
            return;
        }
        protocol::get_item_request request;
        request.table_name = "bench";
        request.key = {{"pk", "entity#thread#id#bench"}, {"sk", "entity#thread#id#bench"}};
        const auto begin = steady_clock::now();
        client_.async_send(std::move(request), {}, [this, begin](result<protocol::get_item_response> reply) {
            latencies_.push_back(std::chrono::duration<double, std::micro>(steady_clock::now() - begin).count());
            failures_ += reply.has_value() && reply->item ? 0 : 1;
            next();
        });
    }

    [[nodiscard]] long failures() const { return failures_; }
    [[nodiscard]] double percentile(double share) {
        std::sort(latencies_.begin(), latencies_.end());
        return latencies_.empty()
                   ? 0
                   : latencies_[static_cast<std::size_t>(share * static_cast<double>(latencies_.size() - 1))];
    }

private:
    client::dynamodb_client client_;
    long left_;
    long failures_ = 0;
    std::vector<double> latencies_;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fputs("usage: client_bench ENDPOINT [REQUESTS [IN_FLIGHT]]\n", stderr);
        return 2;
    }
    const long total = argc > 2 ? std::atol(argv[2]) : 100'000;
    const int in_flight = argc > 3 ? std::atoi(argv[3]) : 32;

    boost::asio::io_context context(1);
    client::client_config config;
    config.endpoint = argv[1];
    config.region = "us-east-1";
    config.credentials = client::static_credentials(
        {"AKIDEXAMPLE", secret_string("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), {}, {}, "bench"});
    reader reads(client::dynamodb_client(context.get_executor(), config), total);

    const auto begin = steady_clock::now();
    const double cpu_begin = cpu_microseconds();
    for (int i = 0; i < in_flight; ++i) {
        reads.next();
    }
    context.run();
    const double cpu = cpu_microseconds() - cpu_begin;
    const double seconds = std::chrono::duration<double>(steady_clock::now() - begin).count();
    std::printf("%ld reads, %d in flight: %.0f a second, %.1f us CPU each, p50 %.0f us, p99 %.0f us, %ld failed\n",
                total, in_flight, static_cast<double>(total) / seconds, cpu / static_cast<double>(total),
                reads.percentile(0.5), reads.percentile(0.99), reads.failures());
    return reads.failures() == 0 ? 0 : 1;
}
