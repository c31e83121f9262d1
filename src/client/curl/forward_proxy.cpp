#include "client/curl/forward_proxy.hpp"

#include "mastra/core/base64.hpp"

#include <curl/curl.h>

#include <memory>
#include <string_view>

namespace mastra::client {
namespace {

using url_ptr = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

std::string part_of(CURLU* url, CURLUPart which) {
    char* text = nullptr;
    if (curl_url_get(url, which, &text, CURLU_URLDECODE) != CURLUE_OK) {
        return {};
    }
    const std::unique_ptr<char, decltype(&curl_free)> owner(text, &curl_free);
    return text;
}

}  // namespace

std::optional<http1::forwarding> forwarding_through(const std::string& proxy) {
    if (proxy.empty()) {
        return std::nullopt;
    }
    const url_ptr url(curl_url(), &curl_url_cleanup);
    const bool has_scheme = proxy.find("://") != proxy.npos;
    const std::string whole = has_scheme ? proxy : "http://" + proxy;
    if (!url || curl_url_set(url.get(), CURLUPART_URL, whole.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK ||
        !part_of(url.get(), CURLUPART_SCHEME).starts_with("http")) {
        return std::nullopt;
    }
    const std::string user = part_of(url.get(), CURLUPART_USER);
    http1::forwarding through;
    if (!user.empty()) {
        through.authorization = "Basic " + base64_encode(user + ":" + part_of(url.get(), CURLUPART_PASSWORD));
    }
    return through;
}

}  // namespace mastra::client
