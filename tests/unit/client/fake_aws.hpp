// A world for tests of credential sources: a clock set by hand, and HTTP replies made by a function.
#pragma once

#include "client/credentials/source_context.hpp"
#include "fake_environment.hpp"
#include "mastra/client/run_blocking.hpp"
#include "mastra/client/transport.hpp"
#include "support/fake_clock.hpp"
#include "support/log_capture.hpp"
#include "support/scripted_transport.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace mastra::client::test {

inline constexpr timestamp start_time =
    std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + std::chrono::hours(12);

/// What the metadata service and the container's agent answer. It expires at 18:00, six hours after start_time.
inline constexpr const char* metadata_reply =
    R"({"Code":"Success","AccessKeyId":"ASIA","SecretAccessKey":"CANARY-SECRET","Token":"CANARY-TOKEN",)"
    R"("Expiration":"2026-11-22T18:00:00Z"})";
/// What STS answers; expires at 13:00.
inline constexpr const char* sts_reply =
    "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId>"
    "<SecretAccessKey>CANARY/SECRET+1</SecretAccessKey><SessionToken>CANARY-TOKEN==</SessionToken>"
    "<Expiration>2026-11-22T13:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";

inline transport_result reply_with(int status, std::string body) {
    http_response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}
inline transport_result fail_with(client_errc code) {
    return transport_error{error(code), delivery::not_sent};
}

inline std::string header_of(const http_request& request, std::string_view name) {
    for (const http_header& header : request.headers) {
        if (header.name == name) {
            return header.value;
        }
    }
    return {};
}

/// A Kubernetes pod with a role.
inline fake_machine pod() {
    return {{{"AWS_WEB_IDENTITY_TOKEN_FILE", "/token"}, {"AWS_ROLE_ARN", "arn:pod"}, {"AWS_ROLE_SESSION_NAME", "pod"}},
            {{"/token", "CANARY.JWT\n"}}};
}

/// An instance with the role "my-role".
inline transport_result metadata_service(const http_request& request) {
    const std::string base = "http://169.254.169.254/latest/";
    if (request.method == "PUT" && request.url == base + "api/token") {
        const bool asked = header_of(request, "X-aws-ec2-metadata-token-ttl-seconds") == "21600";
        return reply_with(asked ? 200 : 400, "SESSION");
    }
    if (header_of(request, "X-aws-ec2-metadata-token") != "SESSION") {
        return reply_with(401, "");
    }
    const std::string list = base + "meta-data/iam/security-credentials/";
    if (request.url == list) {
        return reply_with(200, "my-role\n");
    }
    return request.url == list + "my-role" ? reply_with(200, metadata_reply) : reply_with(404, "");
}

/// Everything a source needs, with the lines that it logs.
struct fake_aws {
    explicit fake_aws(
        fake_machine machine,
        std::function<transport_result(const http_request&)> answer =
            [](const http_request&) { return fail_with(client_errc::connect_failed); },
        std::string profile = {})
        : settings(settings_of(std::move(machine), std::move(profile))) {
        http->otherwise(std::move(answer));
    }

    [[nodiscard]] source_context source() {
        return {settings, http, &clock, log.logger(), "eu-west-1", endpoint_rules::strict};
    }
    [[nodiscard]] result<credentials> run(boost::asio::awaitable<result<credentials>> fetch) {
        return run_blocking(context, std::move(fetch));
    }

    boost::asio::io_context context;
    mastra::test::fake_clock clock{start_time};
    std::shared_ptr<mastra::test::scripted_transport> http =
        std::make_shared<mastra::test::scripted_transport>(context.get_executor());
    std::shared_ptr<const aws_settings> settings;
    mastra::test::log_capture log;
};

}  // namespace mastra::client::test
