// result<T>: a value or an error. Every operation of the library that can fail returns one.
#pragma once

#include "mastra/core/error.hpp"

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>
#include <boost/system/system_error.hpp>

namespace mastra {

/// Thrown by result<T>::value() on an error, and by constructors that are given a wrong definition at start-up.
class exception : public boost::system::system_error {
public:
    explicit exception(mastra::error error)
        : boost::system::system_error(error.code(), error.message()), error_(std::move(error)) {}
    [[nodiscard]] const mastra::error& error() const noexcept { return error_; }

private:
    mastra::error error_;
};

template <class T>
using result = boost::system::result<T, error>;

/// Found by boost::system::result::value().
[[noreturn]] inline void throw_exception_from_error(const error& e, const boost::source_location&) {
    throw exception(e);
}

}  // namespace mastra

/// Binds `declaration` to the value of a result expression, or returns its error from the enclosing function.
#define MASTRA_TRY(declaration, ...) \
    MASTRA_TRY_AT(MASTRA_JOIN(mastra_result_, __LINE__), return, declaration, __VA_ARGS__)
/// The same inside a coroutine.
#define MASTRA_CO_TRY(declaration, ...) \
    MASTRA_TRY_AT(MASTRA_JOIN(mastra_result_, __LINE__), co_return, declaration, __VA_ARGS__)
/// Returns the error of a result whose value does not matter.
#define MASTRA_CHECK(...)                                              \
    if (auto mastra_check = (__VA_ARGS__); mastra_check.has_error()) { \
        return std::move(mastra_check).error();                        \
    }
/// The same inside a coroutine.
#define MASTRA_CO_CHECK(...)                                           \
    if (auto mastra_check = (__VA_ARGS__); mastra_check.has_error()) { \
        co_return std::move(mastra_check).error();                     \
    }
#define MASTRA_TRY_AT(name, leave, declaration, ...) \
    auto name = (__VA_ARGS__);                       \
    if (name.has_error()) {                          \
        leave std::move(name).error();               \
    }                                                \
    declaration = std::move(name).value()
#define MASTRA_JOIN(a, b) MASTRA_JOIN_AGAIN(a, b)
#define MASTRA_JOIN_AGAIN(a, b) a##b
