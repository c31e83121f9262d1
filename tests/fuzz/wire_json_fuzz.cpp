// Replies, error documents and items of any bytes: decoding ends in a value or an error, and what was read as an item
// is written and read back unchanged.
#include "mastra/protocol/wire.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace mastra;

void decode_as_every_reply(std::string_view body) {
    protocol::transact_get_items_request two_gets;
    two_gets.gets.resize(2);
    (void)protocol::decode(two_gets, body);
#define MASTRA_OPERATION(name, WireName, safety, kind) (void)protocol::decode(protocol::name##_request{}, body);
#include "mastra/protocol/operation_table.def"
#undef MASTRA_OPERATION
}

void decode_as_errors(std::string_view body) {
    for (const int status : {400, 503}) {
        (void)protocol::decode_error(status, body).message();
    }
}

void require_round_trip(std::string_view body) {
    const auto item = protocol::decode_item(body);
    if (!item) {
        return;
    }
    (void)item_size(*item);
    const auto again = protocol::decode_item(protocol::encode_item(*item));
    if (!again || !(*again == *item)) {
        std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    decode_as_every_reply(body);
    decode_as_errors(body);
    require_round_trip(body);
    return 0;
}
