#include "client/sigv4.hpp"

#include "client/canonical_request.hpp"
#include "client/hmac_sha256.hpp"
#include "mastra/core/hex.hpp"
#include "mastra/core/sha256.hpp"

#include <array>
#include <chrono>
#include <utility>

namespace mastra::client {
namespace {

constexpr std::string_view algorithm_name = "AWS4-HMAC-SHA256";

void append_digits(std::string& text, unsigned value, int width) {
    std::array<char, 4> digits{};
    for (int i = width - 1; i >= 0; --i) {
        digits[static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
    text.append(digits.data(), static_cast<std::size_t>(width));
}

/// "20150830T123600Z"
std::string to_amz_date(timestamp time) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    const auto day = std::chrono::floor<std::chrono::days>(seconds);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(seconds - day);
    std::string text;
    text.reserve(16);
    append_digits(text, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    append_digits(text, static_cast<unsigned>(date.month()), 2);
    append_digits(text, static_cast<unsigned>(date.day()), 2);
    text += 'T';
    append_digits(text, static_cast<unsigned>(clock.hours().count()), 2);
    append_digits(text, static_cast<unsigned>(clock.minutes().count()), 2);
    append_digits(text, static_cast<unsigned>(clock.seconds().count()), 2);
    text += 'Z';
    return text;
}

/// "20150830/eu-west-1/dynamodb/aws4_request"
std::string scope_of(std::string_view day, std::string_view region, std::string_view service) {
    std::string scope;
    scope.reserve(day.size() + region.size() + service.size() + 16);
    scope.append(day).append("/").append(region).append("/").append(service).append("/aws4_request");
    return scope;
}

std::string text_to_sign(std::string_view amz_date, std::string_view scope, const sha256_digest& request_hash) {
    std::string text;
    text.reserve(160);
    text.append(algorithm_name).append("\n").append(amz_date).append("\n").append(scope).append("\n");
    text.append(to_hex(request_hash));
    return text;
}

}  // namespace

struct sigv4_signer::derived_key {
    secret_string secret;
    std::string day;
    secret_string key;
};

sigv4_signer::sigv4_signer(std::string region, std::string service)
    : region_(std::move(region)), service_(std::move(service)) {}

sigv4_signer::~sigv4_signer() = default;

std::shared_ptr<const sigv4_signer::derived_key> sigv4_signer::key_for(const credentials& who,
                                                                       std::string_view day) const {
    const std::lock_guard lock(mutex_);
    if (!newest_key_ || newest_key_->day != day || newest_key_->secret != who.secret_access_key) {
        std::string text = "AWS4";
        // A buffer that grew would leave a copy behind.
        text.reserve(text.size() + who.secret_access_key.reveal().size());
        const secret_string first(std::move(text.append(who.secret_access_key.reveal())));
        sha256_digest key = hmac_sha256(first.reveal(), day);
        for (const std::string_view part :
             {std::string_view(region_), std::string_view(service_), std::string_view("aws4_request")}) {
            key = hmac_sha256(as_text(key), part);
        }
        newest_key_ = std::make_shared<const derived_key>(
            derived_key{who.secret_access_key, std::string(day), secret_string(std::string(as_text(key)))});
    }
    return newest_key_;
}

signature sigv4_signer::sign(const signing_input& input, const credentials& who, timestamp now) const {
    signature out{{}, to_amz_date(now)};
    const std::string_view day = std::string_view(out.amz_date).substr(0, 8);
    const signer_headers own{input.host, out.amz_date, who.session_token.reveal()};
    const canonical_request request = canonicalize(input, own, sha256_hex(input.payload));
    const std::string scope = scope_of(day, region_, service_);
    const std::string text = text_to_sign(out.amz_date, scope, sha256(request.text));
    const auto key = key_for(who, day);

    out.authorization.reserve(256);
    out.authorization.append(algorithm_name).append(" Credential=").append(who.access_key_id).append("/").append(scope);
    out.authorization.append(", SignedHeaders=").append(request.signed_names).append(", Signature=");
    out.authorization.append(to_hex(hmac_sha256(key->key.reveal(), text)));
    return out;
}

void add_signature_headers(http_request& request, signature signed_with, const credentials& who) {
    request.headers.push_back({"Authorization", std::move(signed_with.authorization)});
    request.headers.push_back({"X-Amz-Date", std::move(signed_with.amz_date)});
    if (!who.session_token.empty()) {
        request.headers.push_back({"X-Amz-Security-Token", std::string(who.session_token.reveal())});
    }
}

}  // namespace mastra::client
