// DynamoDB's error document, and what to make of a reply that has none.
#include "protocol/reply_reader.hpp"

#include "mastra/core/error_detail.hpp"
#include "mastra/protocol/wire.hpp"

#include <fmt/format.h>

#include <utility>

namespace mastra::protocol {
namespace {

struct error_document {
    std::string type;
    std::string message;
    std::optional<attribute_map> rejected_item;
    std::vector<cancellation_reason> reasons;
};

bool is_server_fault(int http_status) noexcept {
    return http_status >= 500 && http_status <= 599;
}

// "com.amazonaws.dynamodb.v20120810#X" and "X:http://internal.amazon.com/..." both mean X.
std::string_view short_name(std::string_view type) noexcept {
    type = type.substr(0, type.find(':'));
    const auto hash = type.rfind('#');
    return hash == std::string_view::npos ? type : type.substr(hash + 1);
}

// The parts spell it "message", "Message" or both.
void read_message(reply_reader& reader, const dom::object& from, std::string& out) {
    reader.member(from, "message", out);
    if (out.empty()) {
        reader.member(from, "Message", out);
    }
}

}  // namespace

void read(reply_reader& reader, const dom::element& from, cancellation_reason& out) {
    reader.object(from, [&](const dom::object& object) {
        reader.member(object, "Code", out.code);
        read_message(reader, object, out.message);
        reader.member(object, "Item", out.rejected_item);
    });
}

namespace {

result<error_document> read_document(std::string_view body) {
    return read_reply<error_document>(body, [](auto& reader, const dom::object& root, auto& out) {
        reader.required(root, "__type", out.type);
        read_message(reader, root, out.message);
        reader.member(root, "Item", out.rejected_item);
        reader.member(root, "CancellationReasons", out.reasons);
    });
}

error without_document(int http_status) {
    std::string message = fmt::format("HTTP status {} without a DynamoDB error document", http_status);
    if (is_server_fault(http_status)) {
        return {service_errc::service_unavailable, std::move(message)};
    }
    return {client_errc::malformed_reply, std::move(message)};
}

error from_document(int http_status, const error_document& document) {
    const std::string_view name = short_name(document.type);
    const service_errc code = service_errc_of(name);
    // DynamoDB has an exception of its own for this, and yet sends a ValidationException.
    if (code == service_errc::validation &&
        document.message.find("does not have the specified index") != std::string::npos) {
        return {service_errc::index_not_found, document.message};
    }
    if (code != service_errc::unknown_service_error) {
        return {code, document.message};
    }
    return {is_server_fault(http_status) ? service_errc::service_unavailable : code,
            fmt::format("{}: {}", name, document.message)};
}

}  // namespace

error decode_error(int http_status, std::string_view body) {
    error_detail detail;
    detail.http_status = http_status;
    auto document = read_document(body);
    if (!document) {
        return without_document(http_status).with_detail(std::move(detail));
    }
    const error decoded = from_document(http_status, *document);
    detail.rejected_item = std::move(document->rejected_item);
    detail.cancellation_reasons = std::move(document->reasons);
    return decoded.with_detail(std::move(detail));
}

}  // namespace mastra::protocol
