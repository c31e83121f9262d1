// Facts about operations, from operation_table.def, and the table a request is about.
#include "mastra/protocol/wire.hpp"

namespace mastra::protocol {
namespace {

template <class T>
concept has_table_name = requires(const T& request) {
    request.table_name;
};
template <class T>
concept has_request_items = requires(const T& request) {
    request.request_items;
};

std::string_view first_table(const transact_get_items_request& request) noexcept {
    return request.gets.empty() ? std::string_view() : std::string_view(request.gets.front().table_name);
}
std::string_view first_table(const transact_write_items_request& request) noexcept {
    if (request.writes.empty()) {
        return {};
    }
    return std::visit([](const auto& write) { return std::string_view(write.table_name); }, request.writes.front());
}
std::string_view first_table(const list_tables_request&) noexcept {
    return {};
}
template <has_table_name Request>
std::string_view first_table(const Request& request) noexcept {
    return request.table_name;
}
template <has_request_items Request>
std::string_view first_table(const Request& request) noexcept {
    return request.request_items.empty() ? std::string_view() : std::string_view(request.request_items.begin()->first);
}

}  // namespace

#define MASTRA_OPERATION(name, WireName, safety_, kind_)                                                \
    const operation_info& info_of(const name##_request&) noexcept {                                     \
        static constexpr operation_info info{#WireName, repeat_safety::safety_, operation_kind::kind_}; \
        return info;                                                                                    \
    }                                                                                                   \
    std::string_view table_name_of(const name##_request& request) noexcept {                            \
        return first_table(request);                                                                    \
    }
#include "mastra/protocol/operation_table.def"
#undef MASTRA_OPERATION

}  // namespace mastra::protocol
