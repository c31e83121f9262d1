#include "mastra/core/error.hpp"

#include "mastra/core/error_detail.hpp"

#include <algorithm>
#include <utility>

namespace mastra {
namespace {

const error_table_row* find_row(int number) noexcept {
    const auto& rows = error_table();  // numbers ascend in the file; error_test checks it
    const auto found = std::ranges::lower_bound(rows, number, {}, &error_table_row::number);
    return found != rows.end() && found->number == number ? &*found : nullptr;
}

// The base's destructor is not virtual; this class is final and never deleted through a pointer.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
class table_category final : public boost::system::error_category {
public:
    [[nodiscard]] const char* name() const noexcept override { return "mastra"; }
    [[nodiscard]] std::string message(int number) const override {
        const error_table_row* row = find_row(number);
        return row ? std::string(row->text) : "unknown error " + std::to_string(number);
    }
};
#pragma GCC diagnostic pop

template <class Errc>
boost::system::error_code code_of(Errc code) noexcept {
    return {static_cast<int>(code), mastra_category()};
}

// DynamoDB, its gateway and compatible servers spell some exceptions in more than one way.
constexpr std::pair<std::string_view, service_errc> wire_aliases[] = {
    {"AccessDenied", service_errc::access_denied},
    {"ExpiredToken", service_errc::expired_token},
    {"IncompleteSignature", service_errc::incomplete_signature},
    {"InternalFailure", service_errc::internal_server_error},
    {"InternalServerErrorException", service_errc::internal_server_error},
    {"InternalServerException", service_errc::internal_server_error},
    {"InvalidClientTokenId", service_errc::unrecognized_client},
    {"InvalidSignature", service_errc::invalid_signature},
    {"MissingAuthenticationToken", service_errc::missing_authentication_token},
    {"RequestExpiredException", service_errc::request_expired},
    {"RequestLimitExceededException", service_errc::request_limit_exceeded},
    {"ServiceUnavailableException", service_errc::service_unavailable},
    {"SignatureDoesNotMatch", service_errc::invalid_signature},
    {"Throttling", service_errc::throttling},
    {"ThrottledException", service_errc::throttling},
    {"TooManyRequestsException", service_errc::throttling},
    {"UnknownOperation", service_errc::unknown_operation},
    {"UnrecognizedClient", service_errc::unrecognized_client},
    {"ValidationError", service_errc::validation},
};

}  // namespace

std::string_view to_string(error_kind kind) noexcept {
    switch (kind) {
        case error_kind::not_found:
            return "not_found";
        case error_kind::condition_failed:
            return "condition_failed";
        case error_kind::conflict:
            return "conflict";
        case error_kind::throttled:
            return "throttled";
        case error_kind::transient:
            return "transient";
        case error_kind::outcome_unknown:
            return "outcome_unknown";
        case error_kind::deadline_exceeded:
            return "deadline_exceeded";
        case error_kind::invalid_request:
            return "invalid_request";
        case error_kind::access_denied:
            return "access_denied";
        case error_kind::cancelled:
            return "cancelled";
        case error_kind::corrupt_data:
            return "corrupt_data";
    }
    return "unknown";
}

const std::vector<error_table_row>& error_table() {
    static const std::vector<error_table_row> rows = {
#define MASTRA_ERROR(family, number, name, wire_name, kind, text) \
    {#family, number, #name, wire_name, error_kind::kind, text},
#include "mastra/core/error_table.def"
#undef MASTRA_ERROR
    };
    return rows;
}

const boost::system::error_category& mastra_category() noexcept {
    static const table_category category;
    return category;
}

boost::system::error_code make_error_code(client_errc code) noexcept {
    return code_of(code);
}
boost::system::error_code make_error_code(service_errc code) noexcept {
    return code_of(code);
}
boost::system::error_code make_error_code(model_errc code) noexcept {
    return code_of(code);
}
boost::system::error_code make_error_code(store_errc code) noexcept {
    return code_of(code);
}

error_kind kind_of(const boost::system::error_code& code) noexcept {
    const error_table_row* row = code.category() == mastra_category() ? find_row(code.value()) : nullptr;
    return row ? row->kind : error_kind::transient;
}

service_errc service_errc_of(std::string_view wire_name) noexcept {
    if (wire_name.empty()) {
        return service_errc::unknown_service_error;
    }
    const auto row = std::ranges::find(error_table(), wire_name, &error_table_row::wire_name);
    if (row != error_table().end()) {
        return static_cast<service_errc>(row->number);
    }
    for (const auto& [alias, code] : wire_aliases) {
        if (alias == wire_name) {
            return code;
        }
    }
    return service_errc::unknown_service_error;
}

error::error(boost::system::error_code code, std::string message) : code_(code), message_(std::move(message)) {}

std::string error::message() const {
    std::string text = context_;
    const auto append = [&text](std::string_view part) {
        if (!part.empty()) {
            text.append(text.empty() ? "" : ": ").append(part);
        }
    };
    const std::string general = code_.message();
    append(general);
    append(message_ == general ? std::string_view() : std::string_view(message_));
    return text;
}

const error_detail& error::detail() const noexcept {
    static const error_detail none;
    return detail_ ? *detail_ : none;
}

error error::with_detail(error_detail detail) const {
    error copy = *this;
    copy.detail_ = std::make_shared<const error_detail>(std::move(detail));
    return copy;
}

error error::with_context(std::string_view context) const {
    error copy = *this;
    copy.context_ = context_.empty() ? std::string(context) : std::string(context).append(": ").append(context_);
    return copy;
}

error after_lost_reply(error last) {
    if (last.is(error_kind::condition_failed) || last.is(error_kind::cancelled) ||
        last.is(error_kind::outcome_unknown)) {
        return last;
    }
    return error(client_errc::outcome_unknown, last.message()).with_detail(last.detail());
}

}  // namespace mastra
