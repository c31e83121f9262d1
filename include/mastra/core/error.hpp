// What went wrong, as a cheap value: a stable code, a sentence for a person, and details for a program. Serves every
// layer.
#pragma once

#include <boost/system/error_code.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mastra {

class attribute_map;

/// What a caller can do about an error. Decide by kind, never by code or by text.
enum class error_kind {
    not_found,          ///< the table, index or record does not exist
    condition_failed,   ///< a condition on purpose was not met
    conflict,           ///< somebody else changes the same thing; try again later
    throttled,          ///< too fast; try again later
    transient,          ///< a passing fault; try again
    outcome_unknown,    ///< a write may or may not have been applied; read before trying again
    deadline_exceeded,  ///< the call's time ran out before anything could be said
    invalid_request,    ///< the caller's input or configuration is wrong; trying again does not help
    access_denied,      ///< credentials or rights are missing
    cancelled,          ///< the caller asked for it
    corrupt_data,       ///< stored or received bytes cannot be understood
};

/// "not_found" and so on, for logs and --json output.
[[nodiscard]] std::string_view to_string(error_kind kind) noexcept;

// The four enums, one per origin, come from error_table.def (each inclusion keeps the rows of one family).
#define MASTRA_ERROR(family, number, name, wire, kind, text) MASTRA_ERROR_##family(number, name)
#define MASTRA_ERROR_client(number, name)
#define MASTRA_ERROR_service(number, name)
#define MASTRA_ERROR_model(number, name)
#define MASTRA_ERROR_store(number, name)
#undef MASTRA_ERROR_client
#define MASTRA_ERROR_client(number, name) name = number,
enum class client_errc : int {
#include "mastra/core/error_table.def"
};
#undef MASTRA_ERROR_client
#define MASTRA_ERROR_client(number, name)
#undef MASTRA_ERROR_service
#define MASTRA_ERROR_service(number, name) name = number,
enum class service_errc : int {
#include "mastra/core/error_table.def"
};
#undef MASTRA_ERROR_service
#define MASTRA_ERROR_service(number, name)
#undef MASTRA_ERROR_model
#define MASTRA_ERROR_model(number, name) name = number,
enum class model_errc : int {
#include "mastra/core/error_table.def"
};
#undef MASTRA_ERROR_model
#define MASTRA_ERROR_model(number, name)
#undef MASTRA_ERROR_store
#define MASTRA_ERROR_store(number, name) name = number,
enum class store_errc : int {
#include "mastra/core/error_table.def"
};
#undef MASTRA_ERROR_store
#define MASTRA_ERROR_store(number, name)
#undef MASTRA_ERROR_client
#undef MASTRA_ERROR_service
#undef MASTRA_ERROR_model
#undef MASTRA_ERROR_store
#undef MASTRA_ERROR

/// One row of error_table.def.
struct error_table_row {
    std::string_view family;
    int number;
    std::string_view name;
    std::string_view wire_name;
    error_kind kind;
    std::string_view text;
};

/// The whole table, in the file's order.
[[nodiscard]] const std::vector<error_table_row>& error_table();

/// The category of all codes of the table. Category name: "mastra".
[[nodiscard]] const boost::system::error_category& mastra_category() noexcept;

[[nodiscard]] boost::system::error_code make_error_code(client_errc code) noexcept;
[[nodiscard]] boost::system::error_code make_error_code(service_errc code) noexcept;
[[nodiscard]] boost::system::error_code make_error_code(model_errc code) noexcept;
[[nodiscard]] boost::system::error_code make_error_code(store_errc code) noexcept;

/// The kind of a code of the table; `transient` for a code of another category.
[[nodiscard]] error_kind kind_of(const boost::system::error_code& code) noexcept;

/// The code of a DynamoDB exception's short name; `unknown_service_error` for a name that is not in the table.
[[nodiscard]] service_errc service_errc_of(std::string_view wire_name) noexcept;

struct error_detail;

/// An error value: code, one sentence, details. Copying is cheap (the details are shared and constant).
/// Thread safety: distinct objects are independent. Nothing here ever holds a secret, a header or a message body.
class error {
public:
    /// A default error is "no error"; it exists because coroutine results must be default-constructible.
    error() = default;
    /// `message` completes the code's own text; an empty one leaves the text as it stands in the table.
    error(boost::system::error_code code, std::string message = {});  // NOLINT(google-explicit-constructor)
    template <class Errc>
    requires requires(Errc e) { make_error_code(e); }
    error(Errc code, std::string message = {})  // NOLINT(google-explicit-constructor)
        : error(make_error_code(code), std::move(message)) {}

    [[nodiscard]] const boost::system::error_code& code() const noexcept { return code_; }
    [[nodiscard]] error_kind kind() const noexcept { return kind_of(code_); }
    [[nodiscard]] bool is(error_kind kind) const noexcept { return this->kind() == kind; }
    template <class Errc>
    requires requires(Errc e) { make_error_code(e); }
    [[nodiscard]] bool is(Errc code) const noexcept { return code_ == make_error_code(code); }

    /// The whole sentence: contexts added by the layers, the table's text, the specific message.
    [[nodiscard]] std::string message() const;
    /// Only the specific part, as given to the constructor (for DynamoDB errors: the service's text, untrusted).
    [[nodiscard]] const std::string& specific() const noexcept { return message_; }
    /// Never null.
    [[nodiscard]] const error_detail& detail() const noexcept;

    /// The same error with details replaced.
    [[nodiscard]] error with_detail(error_detail detail) const;
    /// The same error with a leading context, such as "listing messages of thread t1". Each layer adds at most one.
    [[nodiscard]] error with_context(std::string_view context) const;

private:
    boost::system::error_code code_;
    std::string message_;
    std::string context_;
    std::shared_ptr<const error_detail> detail_;
};

/// What a write ends with whose last attempt failed like this after an earlier one lost its reply: `outcome_unknown`
/// with the same details, since the earlier one may have been carried out. A failed condition and a cancellation stay.
[[nodiscard]] error after_lost_reply(error last);

}  // namespace mastra

template <>
struct boost::system::is_error_code_enum<mastra::client_errc> : std::true_type {};
template <>
struct boost::system::is_error_code_enum<mastra::service_errc> : std::true_type {};
template <>
struct boost::system::is_error_code_enum<mastra::model_errc> : std::true_type {};
template <>
struct boost::system::is_error_code_enum<mastra::store_errc> : std::true_type {};
