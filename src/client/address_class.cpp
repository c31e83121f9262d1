#include "client/address_class.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace mastra::client {
namespace {

constexpr std::size_t max_name_bytes = 253;
constexpr std::size_t max_label_bytes = 63;

struct ipv4_range {
    std::array<std::uint8_t, 4> network;
    int prefix_bits;
    address_class kind;
};
constexpr ipv4_range ipv4_ranges[] = {
    {{127, 0, 0, 0}, 8, address_class::loopback},
    {{0, 0, 0, 0}, 8, address_class::reserved},       // this host, unspecified
    {{169, 254, 0, 0}, 16, address_class::reserved},  // link-local; AWS, GCP, Azure metadata; ECS and EKS credentials
    {{100, 100, 100, 200}, 32, address_class::reserved},  // Alibaba Cloud metadata
    {{168, 63, 129, 16}, 32, address_class::reserved},    // Azure's wire server
    {{192, 0, 0, 192}, 32, address_class::reserved},      // Oracle Cloud metadata
    {{224, 0, 0, 0}, 4, address_class::reserved},         // multicast
    {{240, 0, 0, 0}, 4, address_class::reserved},         // reserved, broadcast
};

struct ipv6_range {
    std::array<std::uint8_t, 16> network;
    int prefix_bits;
    address_class kind;
};
constexpr ipv6_range ipv6_ranges[] = {
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, address_class::loopback},
    {{}, 128, address_class::reserved},                                          // unspecified
    {{0xfe, 0x80}, 10, address_class::reserved},                                 // link-local
    {{0xff}, 8, address_class::reserved},                                        // multicast
    {{0xfd, 0x00, 0x0e, 0xc2}, 32, address_class::reserved},                     // EC2 metadata, Pod Identity
    {{0xfd, 0x20, 0x00, 0xce}, 32, address_class::reserved},                     // Google Cloud metadata
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, address_class::disguised},  // IPv4-mapped
    {{0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0}, 96, address_class::disguised},  // IPv4-translated
    {{0x00, 0x64, 0xff, 0x9b}, 32, address_class::disguised},                    // NAT64, local NAT64
    {{0x20, 0x01, 0x00, 0x00}, 32, address_class::disguised},                    // Teredo
    {{0x20, 0x02}, 16, address_class::disguised},                                // 6to4
    {{}, 96, address_class::disguised},                                          // IPv4-compatible; after ::1 and ::
};

constexpr std::string_view metadata_names[] = {
    "metadata",
    "instance-data",
    "metadata.google.internal",
    "metadata.goog",
    "metadata.azure.internal",
    "metadata.platformequinix.com",
    "metadata.tencentyun.com",
    "instance-data.ec2.internal",
};

template <std::size_t Size>
bool in_range(const std::array<std::uint8_t, Size>& address, const std::array<std::uint8_t, Size>& network, int bits) {
    for (std::size_t i = 0; i < Size && bits > 0; ++i, bits -= 8) {
        const auto mask = static_cast<std::uint8_t>(bits >= 8 ? 0xff : 0xff << (8 - bits));
        if (((address[i] ^ network[i]) & mask) != 0) {
            return false;
        }
    }
    return true;
}

template <class Address, class Ranges>
address_class find_range(const Address& address, const Ranges& ranges) {
    for (const auto& range : ranges) {
        if (in_range(address, range.network, range.prefix_bits)) {
            return range.kind;
        }
    }
    return address_class::ordinary;
}

address_class classify_ipv6(const std::string& text) {
    std::array<std::uint8_t, 16> address{};
    if (::inet_pton(AF_INET6, text.c_str(), address.data()) != 1) {
        return address_class::malformed;
    }
    return find_range(address, ipv6_ranges);
}

bool is_decimal(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Resolvers take "0x7f.1", "017700000001" and "2130706433" for addresses: a last label that is a number means one.
bool looks_like_ipv4(std::string_view host) {
    const std::size_t dot = host.rfind('.');
    const std::string_view last = dot == host.npos ? host : host.substr(dot + 1);
    return is_decimal(last) || last.starts_with("0x");
}

bool is_name(std::string_view host) {
    if (host.empty() || host.size() > max_name_bytes) {
        return false;
    }
    std::size_t label = 0;
    for (const char c : host) {
        const bool inside = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        if (!inside && (c != '.' || label == 0)) {
            return false;
        }
        label = inside ? label + 1 : 0;
        if (label > max_label_bytes) {
            return false;
        }
    }
    return label != 0;
}

address_class classify_name(std::string_view host) {
    if (!is_name(host)) {
        return address_class::malformed;
    }
    if (host == "localhost" || host.ends_with(".localhost")) {
        return address_class::loopback;
    }
    const bool metadata =
        std::find(std::begin(metadata_names), std::end(metadata_names), host) != std::end(metadata_names);
    return metadata ? address_class::reserved : address_class::ordinary;
}

}  // namespace

address_class classify_host(std::string_view host) {
    if (host.starts_with('[') && host.ends_with(']')) {
        return classify_ipv6(std::string(host.substr(1, host.size() - 2)));
    }
    if (!looks_like_ipv4(host)) {
        return classify_name(host);
    }
    std::array<std::uint8_t, 4> address{};
    if (::inet_pton(AF_INET, std::string(host).c_str(), address.data()) != 1) {
        return address_class::malformed;
    }
    return find_range(address, ipv4_ranges);
}

}  // namespace mastra::client
