#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/wording.h"

namespace cafepos::auth {

/// What the mail with a link and the page behind it say, in one language. {} is filled in.
struct ResetWords {
    std::string_view title;
    // the mail
    std::string_view greeting, somebody_asked, works_until, not_you;
    // the page
    std::string_view new_password, at_least, once_more, set_it, done, sign_in;
    std::string_view invalid, expired, too_short, too_long, too_common, differ;
    std::string_view ask, address, send, sent, no_mail;
};

const ResetWords& reset_words_of(std::string_view language);
/// The text with its {} replaced, in order.
std::string filled(std::string_view text, const std::vector<std::string>& values);

}  // namespace cafepos::auth
