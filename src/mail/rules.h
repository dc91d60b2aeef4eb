#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

/// What mail must look like, without sending any.
namespace cafepos::mail {

/// How long to wait after the given number of failed attempts; empty when it is time to give up. The waits add up to a day.
std::optional<std::chrono::milliseconds> delay_after(std::int64_t attempts);

/// A refusal that no repetition will change, such as 550 "no such user".
bool is_permanent(long smtp_status);

/// Without line breaks and other control characters, so that it cannot begin another header.
std::string one_line(std::string_view text);

/// With every line ended by CRLF, as MIME wants text: a bare line feed would travel as the character =0A within one long line.
std::string with_mime_lines(std::string_view text);

/// A header's value: as it is when it is plain ASCII, else as RFC 2047 encoded words.
std::string encoded_header(std::string_view utf8);

struct Mailbox {
    std::string name;  ///< may be empty
    std::string address;
};
/// "noreply@cafe.example" or "The Café <noreply@cafe.example>"; empty if the address is none.
std::optional<Mailbox> parse_mailbox(std::string_view text);
std::string_view domain_of(std::string_view address);

std::string base64(std::string_view bytes);
std::string from_base64(const std::string& text);  ///< of base64()'s output only

}  // namespace cafepos::mail
