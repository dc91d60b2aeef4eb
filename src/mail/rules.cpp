#include "rules.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "core/text.h"
#include "mail.h"

namespace cafepos::mail {
namespace {

using std::chrono::minutes;
constexpr std::array<minutes, 10> delays{minutes(1),  minutes(2),   minutes(5),   minutes(15),  minutes(30),
                                         minutes(60), minutes(120), minutes(240), minutes(480), minutes(480)};
constexpr std::size_t address_bytes_max = 254;
constexpr std::size_t local_part_bytes_max = 64;
// An encoded word has at most 75 bytes: 45 bytes of text become 60 of base64 within =?UTF-8?B?…?=
constexpr std::size_t encoded_word_bytes_max = 45;

bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool is_atom(char c) { return is_alphanumeric(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos; }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }
bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

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
    return label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(), [](char c) { return is_alphanumeric(c) || c == '-'; });
}

}  // namespace

bool is_valid_address(std::string_view address) {
    const std::size_t at = address.rfind('@');
    // No @ at all is npos, which is more than any limit.
    if (at > local_part_bytes_max || address.size() > address_bytes_max) return false;
    const auto is_atoms = [](std::string_view part) { return std::all_of(part.begin(), part.end(), is_atom); };
    return is_dotted(address.substr(0, at), is_atoms) && is_dotted(address.substr(at + 1), is_label);
}

std::optional<std::chrono::milliseconds> delay_after(std::int64_t attempts) {
    if (attempts < 1 || attempts > static_cast<std::int64_t>(delays.size())) return std::nullopt;
    return delays.at(static_cast<std::size_t>(attempts - 1));
}

bool is_permanent(long smtp_status) { return smtp_status >= 550 && smtp_status <= 553; }

std::string one_line(std::string_view value) {
    std::string line(value);
    std::replace_if(line.begin(), line.end(), is_control, ' ');
    return line;
}

std::string with_mime_lines(std::string_view value) {
    std::string lines;
    for (const char c : value) {
        if (c == '\n' && !lines.ends_with('\r')) lines += '\r';
        lines += c;
    }
    return lines;
}

std::string encoded_header(std::string_view utf8) {
    std::string line = one_line(utf8);
    if (std::all_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return line;
    std::string encoded;
    for (std::size_t begin = 0; begin < line.size();) {
        std::size_t end = std::min(begin + encoded_word_bytes_max, line.size());
        while (end < line.size() && is_continuation(line[end])) --end;  // a character is not torn apart
        encoded += encoded.empty() ? "" : "\r\n ";
        encoded += "=?UTF-8?B?" + base64(std::string_view(line).substr(begin, end - begin)) + "?=";
        begin = end;
    }
    return encoded;
}

std::optional<Mailbox> parse_mailbox(std::string_view value) {
    const std::string_view trimmed = text::trim(value);
    Mailbox mailbox{"", std::string(trimmed)};
    const std::size_t open = trimmed.find('<');
    if (open != std::string_view::npos && trimmed.ends_with('>')) {
        mailbox.name = text::trim(trimmed.substr(0, open));
        mailbox.address = trimmed.substr(open + 1, trimmed.size() - open - 2);
    }
    std::erase(mailbox.name, '"');
    if (!is_valid_address(mailbox.address)) return std::nullopt;
    return mailbox;
}

std::string_view domain_of(std::string_view address) { return address.substr(address.rfind('@') + 1); }

std::string base64(std::string_view bytes) {
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                       reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(length));
    return out;
}

std::string from_base64(const std::string& encoded) {
    std::string out(encoded.size() / 4 * 3 + 1, '\0');
    const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                       reinterpret_cast<const unsigned char*>(encoded.data()), static_cast<int>(encoded.size()));
    if (length < 0) return {};
    const auto padding = std::count(encoded.end() - std::min<std::ptrdiff_t>(2, std::ssize(encoded)), encoded.end(), '=');
    out.resize(static_cast<std::size_t>(length - padding));
    return out;
}

}  // namespace cafepos::mail
