#include "email.h"

#include <idn2.h>

#include <algorithm>
#include <memory>

#include "text.h"

namespace cafepos::email {
namespace {

constexpr std::size_t address_bytes_max = 254;
constexpr std::size_t local_part_bytes_max = 64;
constexpr std::size_t label_bytes_max = 63;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c); }
bool is_atom(char c) { return is_alphanumeric(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos; }
bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Parts between dots, none of them empty, each passing the test.
template <class Test>
bool is_dotted(std::string_view value, const Test& test) {
    std::size_t begin = 0;
    while (true) {
        const std::size_t dot = std::min(value.find('.', begin), value.size());
        if (dot == begin || !test(value.substr(begin, dot - begin))) return false;
        if (dot == value.size()) return true;
        begin = dot + 1;
    }
}

bool is_label(std::string_view label) {
    return label.size() <= label_bytes_max && label.front() != '-' && label.back() != '-' &&
           std::ranges::all_of(label, [](char c) { return is_alphanumeric(c) || c == '-'; });
}

bool is_host(std::string_view host) {
    if (host == "localhost") return true;
    const std::size_t dot = host.rfind('.');
    return dot != std::string_view::npos && is_dotted(host, is_label) && !std::ranges::all_of(host.substr(dot + 1), is_digit);
}

std::string ascii_host(std::string_view host) {
    if (is_ascii(host)) return std::string(host);
    char* ascii = nullptr;
    const std::string written(host);
    if (idn2_to_ascii_8z(written.c_str(), &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) != IDN2_OK) return {};
    const std::unique_ptr<char, void (*)(void*)> owner(ascii, &idn2_free);
    return ascii;
}

/// A display name: without its quotes and their escapes.
std::optional<std::string> unquoted(std::string_view name) {
    if (!name.starts_with('"')) return std::string(name);
    std::string plain;
    for (std::size_t i = 1; i < name.size(); ++i) {
        if (name[i] == '"') return i + 1 == name.size() ? std::optional(plain) : std::nullopt;
        if (name[i] == '\\') ++i;
        if (i == name.size()) return std::nullopt;
        plain += name[i];
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> mailable(std::string_view address) {
    const std::size_t at = address.rfind('@');
    if (at > local_part_bytes_max || address.find('\0') != std::string_view::npos) {
        return std::nullopt;
    }
    const auto is_atoms = [](std::string_view part) { return std::ranges::all_of(part, is_atom); };
    if (!is_dotted(address.substr(0, at), is_atoms)) return std::nullopt;
    const std::string host = ascii_host(address.substr(at + 1));
    if (!is_host(host) || at + 1 + host.size() > address_bytes_max) return std::nullopt;
    return std::string(address.substr(0, at + 1)) + host;
}

std::optional<Mailbox> parse_mailbox(std::string_view value) {
    const std::string_view trimmed = text::trim(value);
    const std::size_t open = trimmed.rfind('<');
    const bool named = open != std::string_view::npos && trimmed.ends_with('>');
    const auto name = unquoted(named ? text::trim(trimmed.substr(0, open)) : "");
    const auto address = mailable(named ? trimmed.substr(open + 1, trimmed.size() - open - 2) : trimmed);
    if (!name || !address) return std::nullopt;
    return Mailbox{*name, *address};
}

}  // namespace cafepos::email
