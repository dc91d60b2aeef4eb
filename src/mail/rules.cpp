#include "rules.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "core/text.h"

namespace cafepos::mail {
namespace {

constexpr std::size_t reply_bytes_max = 300;
// An encoded word has at most 75 bytes: 45 bytes of text become 60 of base64 within =?UTF-8?B?…?=
constexpr std::size_t encoded_word_bytes_max = 45;

bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool is_atom(char c) { return is_alphanumeric(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos; }
bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }
bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

std::string in_quotes(std::string_view name) {
    std::string out = "\"";
    for (const char c : name) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

/// "550 4.2.1 …": the enhanced status code of RFC 3463 says that it is not for good.
bool says_for_now(std::string_view reply) {
    constexpr std::size_t code_begin = 4;
    constexpr std::size_t subject_digits_max = 3;
    if (reply.size() <= code_begin || !reply.substr(code_begin).starts_with("4.")) return false;
    const std::string_view subject = reply.substr(code_begin + 2);
    const std::size_t dot = subject.find_first_not_of("0123456789");
    return dot > 0 && dot <= subject_digits_max && subject[dot] == '.';
}

}  // namespace

ServerReply reply_of(std::string_view lines) {
    ServerReply reply;
    reply.text = std::string(text::trim(one_line(lines)));
    if (!text::is_utf8(reply.text)) std::ranges::replace_if(reply.text, [](char c) { return is_beyond_ascii(c); }, '?');
    std::size_t end = std::min(reply.text.size(), reply_bytes_max);
    while (end < reply.text.size() && is_continuation(reply.text[end])) --end;
    reply.text.resize(end);
    std::from_chars(reply.text.data(), reply.text.data() + std::min<std::size_t>(3, reply.text.size()), reply.status);
    return reply;
}

bool is_permanent(const ServerReply& reply) {
    constexpr std::array for_later{530, 534, 535, 538, 552};
    const bool refused = reply.status >= 500 && reply.status <= 599;
    return refused && !says_for_now(reply.text) && std::ranges::find(for_later, reply.status) == for_later.end();
}

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
    if (std::ranges::none_of(line, is_beyond_ascii)) return line;
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

std::string mailbox_header(const email::Mailbox& mailbox) {
    if (mailbox.name.empty()) return mailbox.address;
    std::string name = encoded_header(mailbox.name);
    const bool plain = std::ranges::all_of(name, [](char c) { return is_atom(c) || c == ' '; });
    if (!plain && name == one_line(mailbox.name)) name = in_quotes(name);
    return name + " <" + mailbox.address + ">";
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
