// Who wrote an item last, and with which of its writes: after a lost reply a writer finds its own write there, also
// when others have written since (docs/formats/table-layout.md, `mdb_write`). Pure but for the random writer names.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mastra::stores {

/// Makes the tokens of one writer: "NAME.NUMBER", NAME random. Thread safety: any thread.
class write_token_source {
public:
    write_token_source();
    [[nodiscard]] std::string next();

private:
    std::string writer_;  // constant after construction
    std::atomic<std::uint64_t> count_{0};
};

/// The stored list of tokens (separated by blanks, newest first; null for none) with this token in front, in place of
/// its writer's older one; at most `most` are kept.
[[nodiscard]] std::string with_token(const std::string* stored, std::string_view token, std::size_t most);

/// True when the write with this token was carried out.
[[nodiscard]] bool has_token(const std::string* stored, std::string_view token);

}  // namespace mastra::stores
