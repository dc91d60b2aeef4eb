#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/error.h"
#include "http/message.h"
#include "reset_words.h"

/// The page behind a mailed link, for browsers of any age: no script, nothing from elsewhere.
namespace cafepos::auth::page {

/// Of the caller's languages the first that is ours, else the café's.
std::string language_for(std::optional<std::string_view> accept_language, const std::string& cafe_language);

struct Reader {
    std::string cafe;      ///< its name
    std::string language;  ///< BCP 47
    std::string nonce;     ///< of this one answer; ASCII letters, digits, -
};

/// A form for the new password; `fault` is shown above it.
http::RawReply password_form(const Reader& reader, const std::string& token, std::string_view fault = {});
/// A form that asks for a link; `fault` says why a link is needed.
http::RawReply address_form(const Reader& reader, std::string_view fault = {});
http::RawReply notice(const Reader& reader, std::string_view heading, std::string_view text);

}  // namespace cafepos::auth::page
