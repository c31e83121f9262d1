// A server on loopback that gives every request the same answer, or none at all.
#pragma once

#include <atomic>
#include <string>
#include <thread>

namespace mastra::test {

class stub_server {
public:
    // An empty body: requests are accepted and never answered.
    stub_server(int status, std::string body);
    stub_server(const stub_server&) = delete;
    stub_server& operator=(const stub_server&) = delete;
    ~stub_server();

    [[nodiscard]] std::string endpoint() const;
    [[nodiscard]] int requests() const { return requests_; }

private:
    void serve();
    void answer(int connection);

    std::string reply_;
    int listener_ = -1;
    int port_ = 0;
    std::atomic<bool> stopping_ = false;
    std::atomic<int> requests_ = 0;
    std::thread thread_;
};

// A port on which nothing listens.
int free_port();

}  // namespace mastra::test
