// From parsed JSON to plain values: the reading half of the wire format. A failure is remembered, not returned, so that
// the decoders read as lists of members.
#pragma once

#include "protocol/json_document.hpp"
#include "protocol/wire_names.hpp"

#include "mastra/core/attribute_value.hpp"
#include "mastra/core/result.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mastra::protocol {

/// Collects the first problem of a document. The values read after it are of no use, but reading them is safe.
class reply_reader {
public:
    [[nodiscard]] bool ok() const noexcept { return problem_.empty(); }
    [[nodiscard]] const std::string& problem() const noexcept { return problem_; }

    void fail(std::string_view problem) {
        if (ok()) {
            problem_ = problem;
        }
    }

    /// Reads a member into `out`. One that is absent or null leaves `out` as it is.
    template <class T>
    void member(const dom::object& object, std::string_view name, T& out) {
        dom::element value;
        if (!ok() || object.at_key(name).get(value) != simdjson::SUCCESS || value.is_null()) {
            return;
        }
        read(*this, value, out);
        if (!ok()) {
            problem_.insert(0, std::string(name) + " > ");
        }
    }
    /// The same for one that must be there.
    template <class T>
    void required(const dom::object& object, std::string_view name, T& out) {
        dom::element value;
        if (object.at_key(name).get(value) != simdjson::SUCCESS || value.is_null()) {
            fail(std::string(name) + " is missing");
        }
        member(object, name, out);
    }

    /// Calls `read_members` with the object that `from` must be.
    template <class ReadMembers>
    void object(const dom::element& from, ReadMembers read_members) {
        dom::object value;
        if (from.get(value) != simdjson::SUCCESS) {
            return fail("expected an object");
        }
        read_members(value);
    }

private:
    std::string problem_;
};

// Overloads for structs stand beside the operations that use them; the templates below find them by their argument.
void read(reply_reader& reader, const dom::element& from, std::string& out);
void read(reply_reader& reader, const dom::element& from, bool& out);
void read(reply_reader& reader, const dom::element& from, std::int64_t& out);
void read(reply_reader& reader, const dom::element& from, double& out);
void read(reply_reader& reader, const dom::element& from, attribute_value& out);
void read(reply_reader& reader, const dom::element& from, attribute_map& out);

template <class T>
void read(reply_reader& reader, const dom::element& from, std::optional<T>& out) {
    read(reader, from, out.emplace());
}

template <class T>
void read(reply_reader& reader, const dom::element& from, std::vector<T>& out) {
    dom::array array;
    if (from.get(array) != simdjson::SUCCESS) {
        return reader.fail("expected an array");
    }
    out.reserve(array.size());
    for (const dom::element element : array) {
        read(reader, element, out.emplace_back());
        if (!reader.ok()) {
            return;
        }
    }
}

/// An object's members, in their order.
template <class T>
void read(reply_reader& reader, const dom::element& from, std::vector<std::pair<std::string, T>>& out) {
    reader.object(from, [&](const dom::object& object) {
        for (const auto [name, value] : object) {
            read(reader, value, out.emplace_back(std::string(name), T()).second);
            if (!reader.ok()) {
                return;
            }
        }
    });
}

template <class T>
void read(reply_reader& reader, const dom::element& from, std::map<std::string, T>& out) {
    reader.object(from, [&](const dom::object& object) {
        for (const auto [name, value] : object) {
            read(reader, value, out[std::string(name)]);
            if (!reader.ok()) {
                return;
            }
        }
    });
}

template <class Enum>
requires std::is_enum_v<Enum>
void read(reply_reader& reader, const dom::element& from, Enum& out) {
    std::string_view word;
    const auto value = from.get(word) == simdjson::SUCCESS ? wire_names::value_of<Enum>(word) : std::nullopt;
    if (!value) {
        return reader.fail("expected one of DynamoDB's words");
    }
    out = *value;
}

/// A whole reply: `read_members(reader, root, response)` fills the response.
template <class Response, class ReadMembers>
result<Response> read_reply(std::string_view body, ReadMembers read_members) {
    const json_document document(body);
    reply_reader reader;
    Response response;
    if (document.root()) {
        read_members(reader, *document.root(), response);
    } else {
        reader.fail("the body is not a JSON object");
    }
    if (!reader.ok()) {
        return error(client_errc::malformed_reply, reader.problem());
    }
    return response;
}

}  // namespace mastra::protocol
