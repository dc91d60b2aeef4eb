#pragma once

#include <optional>
#include <string>

#include "mail/mail.h"
#include "workshop/workshop.h"

namespace cafepos::auth {

/// Writes the mails with which people set new passwords, at the moment they are sent: a link with a fresh token, of which only
/// the hash is stored, in the same transaction. So no link lies in the mail queue or in a backup. Thread-safe.
class ResetMails {
public:
    static constexpr const char* kind = "password_reset";
    /// `page_url` is the page that reads ?token=….
    ResetMails(const Workshop& workshop, Random& random, std::string page_url)
        : workshop_(workshop), random_(random), page_url_(std::move(page_url)) {}
    /// Empty if nobody active has that address.
    std::optional<mail::Content> operator()(db::Transaction& transaction, const std::string& address) const;

private:
    Workshop workshop_;
    Random& random_;
    std::string page_url_;
};

}  // namespace cafepos::auth
