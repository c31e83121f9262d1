#include "client/credentials/web_identity_source.hpp"

#include "client/credentials/credentials_text.hpp"
#include "client/credentials/sts.hpp"

#include <utility>

namespace mastra::client {

boost::asio::awaitable<result<credentials>> fetch_by_web_identity(source_context context) {
    const environment& env = context.settings->env();
    const auto token_file = env.get("AWS_WEB_IDENTITY_TOKEN_FILE");
    role_request role;
    role.source = "web identity";
    if (!token_file) {
        co_return source_silent(role.source, "AWS_WEB_IDENTITY_TOKEN_FILE is not set");
    }
    role.role_arn = env.get("AWS_ROLE_ARN").value_or("");
    if (role.role_arn.empty()) {
        co_return source_failed(role.source, "AWS_WEB_IDENTITY_TOKEN_FILE is set but AWS_ROLE_ARN is not");
    }
    role.session_name = env.get("AWS_ROLE_SESSION_NAME").value_or("");
    co_return co_await assume_role_with_web_identity(std::move(context), std::move(role), *token_file);
}

}  // namespace mastra::client
