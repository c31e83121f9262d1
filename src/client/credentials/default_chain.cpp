#include "client/credentials/default_chain.hpp"

#include "client/credentials/container_source.hpp"
#include "client/credentials/environment_source.hpp"
#include "client/credentials/metadata_source.hpp"
#include "client/credentials/profile_source.hpp"
#include "client/credentials/web_identity_source.hpp"

#include <memory>
#include <string>
#include <utility>

namespace mastra::client {
namespace {

using boost::asio::awaitable;
using fetch_function = awaitable<result<credentials>> (*)(source_context);

constexpr fetch_function sources_in_order[] = {fetch_from_environment, fetch_from_profile, fetch_by_web_identity,
                                               fetch_from_container, fetch_from_metadata};

class default_chain final : public credentials_provider {
public:
    explicit default_chain(source_context context) : context_(std::move(context)) {}

    awaitable<result<credentials>> fetch() override {
        if (context_.settings->profile_given_in_code()) {
            return fetch_from_profile(context_);
        }
        return ask_in_order(context_);
    }

private:
    static awaitable<result<credentials>> ask_in_order(source_context context) {
        std::string tried;
        for (const fetch_function fetch_from : sources_in_order) {
            result<credentials> found = co_await fetch_from(context);
            if (found.has_value() || !found.error().is(client_errc::no_credentials)) {
                co_return found;
            }
            tried.append(tried.empty() ? "" : "; ").append(found.error().specific());
        }
        co_return error(client_errc::no_credentials, "tried " + tried);
    }

    source_context context_;
};

}  // namespace

credentials_provider_ptr default_credentials(source_context context) {
    return std::make_shared<default_chain>(std::move(context));
}

}  // namespace mastra::client
