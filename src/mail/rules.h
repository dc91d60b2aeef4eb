#pragma once

#include <string>
#include <string_view>

#include "core/email.h"

/// What mail must look like, without sending any.
namespace cafepos::mail {

/// What a mail server said last: "550 5.1.1 nobody of that name".
struct ServerReply {
    int status = 0;    ///< 0: it said nothing
    std::string text;  ///< one line of UTF-8, not endless
};
ServerReply reply_of(std::string_view lines);
/// A refusal of a mail that no repetition will change: any 5xx but 552 (RFC 5321 4.5.3.1.10), those about signing in, which the
/// owner can mend within a day, and those whose enhanced code (5xx 4.x.x) says that they are for now.
bool is_permanent(const ServerReply& reply);

/// Without line breaks and other control characters, so that it cannot begin another header.
std::string one_line(std::string_view text);

/// With every line ended by CRLF, as MIME wants text: a bare line feed would travel as the character =0A within one long line.
std::string with_mime_lines(std::string_view text);

/// A header's value: as it is when it is plain ASCII, else as RFC 2047 encoded words.
std::string encoded_header(std::string_view utf8);

/// A mailbox as a header names it: the name quoted or encoded where it must be.
std::string mailbox_header(const email::Mailbox& mailbox);
std::string_view domain_of(std::string_view address);

std::string base64(std::string_view bytes);
std::string from_base64(const std::string& text);  ///< of base64()'s output only

}  // namespace cafepos::mail
