// One blocking HTTP exchange with a server on this machine, for tests that must not depend on our own client.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace mastra::test {

struct loopback_request {
    std::string method = "POST";
    std::string path = "/";
    std::map<std::string, std::string> headers = {};
    std::string body = {};
};

struct loopback_reply {
    unsigned status = 0;
    std::string body = {};
};

// `address` is http://HOST:PORT. Throws boost::system::system_error when there is no answer.
loopback_reply exchange(std::string_view address, const loopback_request& request);

}  // namespace mastra::test
