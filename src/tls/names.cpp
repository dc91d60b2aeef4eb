#include "names.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include "core/text.h"

namespace cafepos::tls {
namespace {

constexpr std::size_t host_bytes_max = 253;
constexpr std::size_t label_bytes_max = 63;

bool is_label(std::string_view label) {
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !label.empty() && label.size() <= label_bytes_max && label.front() != '-' && label.back() != '-' &&
           std::ranges::all_of(label, fits);
}

bool is_host(std::string_view host) {
    if (host.size() > host_bytes_max) return false;
    for (;;) {
        const auto dot = host.find('.');
        if (!is_label(host.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return host.find_first_not_of("0123456789") != std::string_view::npos;
        host.remove_prefix(dot + 1);
    }
}

std::string host_of(const std::string& typed) {
    const std::string host = text::lower(text::trim(typed));
    if (is_host(host)) return host;
    throw std::invalid_argument("--name: '" + typed + "' is no host name such as till.example.org; addresses go into --address");
}

std::string address_of(const std::string& typed) {
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    std::array<char, INET6_ADDRSTRLEN> text{};
    const std::string trimmed(text::trim(typed));
    for (const int family : {AF_INET, AF_INET6}) {
        if (inet_pton(family, trimmed.c_str(), bytes.data()) == 1)
            return inet_ntop(family, bytes.data(), text.data(), text.size());
    }
    throw std::invalid_argument("--address: '" + typed + "' is no IP address such as 192.168.1.20; names go into --name");
}

// RFC 1918, and link-local for networks where nobody gives addresses out.
bool is_private(std::uint32_t address) {
    return (address >> 24U) == 10 || (address >> 20U) == 0xac1 || (address >> 16U) == 0xc0a8 || (address >> 16U) == 0xa9fe;
}

/// Bridges to containers and virtual machines: no tablet reaches the machine there, and they come and go.
bool is_inward(std::string_view interface) {
    constexpr std::array<std::string_view, 6> bridges{"docker", "br-", "veth", "virbr", "lxcbr", "cni"};
    return std::ranges::any_of(bridges, [&](std::string_view bridge) { return interface.starts_with(bridge); });
}

void add_private_addresses(std::vector<std::string>& found) {
    ifaddrs* first = nullptr;
    if (getifaddrs(&first) != 0) return;
    const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> all(first, freeifaddrs);
    for (const ifaddrs* one = first; one != nullptr; one = one->ifa_next) {
        if (one->ifa_addr == nullptr || one->ifa_addr->sa_family != AF_INET || (one->ifa_flags & IFF_UP) == 0) continue;
        if (is_inward(one->ifa_name)) continue;
        const in_addr address = reinterpret_cast<const sockaddr_in*>(one->ifa_addr)->sin_addr;
        std::array<char, INET_ADDRSTRLEN> text{};
        if (is_private(ntohl(address.s_addr))) found.emplace_back(inet_ntop(AF_INET, &address, text.data(), text.size()));
    }
}

void add_once(std::vector<std::string>& all, const std::vector<std::string>& more) {
    for (const std::string& one : more) {
        if (std::ranges::find(all, one) == all.end()) all.push_back(one);
    }
}

void keep_missing(std::vector<std::string>& wanted, const std::vector<std::string>& there) {
    std::erase_if(wanted, [&](const std::string& one) { return std::ranges::find(there, one) != there.end(); });
}

}  // namespace

Names names_of(const std::vector<std::string>& hosts, const std::vector<std::string>& addresses) {
    Names names;
    for (const std::string& host : hosts) add_once(names.hosts, {host_of(host)});
    for (const std::string& address : addresses) add_once(names.addresses, {address_of(address)});
    return names;
}

Names names_of_this_machine() {
    std::array<char, host_bytes_max + 1> name{};
    Names names;
    if (gethostname(name.data(), name.size() - 1) == 0) {
        const std::string host = text::lower(name.data());
        const std::string label = host.substr(0, host.find('.'));
        if (is_host(host)) add_once(names.hosts, {host});
        if (is_label(label) && label != "localhost") add_once(names.hosts, {label + ".local"});
    }
    add_once(names.hosts, {"localhost"});
    add_private_addresses(names.addresses);
    add_once(names.addresses, {"127.0.0.1"});
    return names;
}

Names joined(const Names& first, const Names& second) {
    Names all = first;
    add_once(all.hosts, second.hosts);
    add_once(all.addresses, second.addresses);
    return all;
}

Names missing_from(const Names& there, const Names& wanted) {
    Names missing = wanted;
    keep_missing(missing.hosts, there.hosts);
    keep_missing(missing.addresses, there.addresses);
    return missing;
}

std::string text_of(const Names& names) {
    std::string text;
    for (const auto* part : {&names.hosts, &names.addresses}) {
        for (const std::string& one : *part) text += (text.empty() ? "" : ", ") + one;
    }
    return text;
}

}  // namespace cafepos::tls
