#pragma once

#include <string>

#include "mail/mail.h"
#include "staff.h"

namespace cafepos::staff {

/// What somebody signs in with, or gets back in with, that a change touches.
struct Credentials {
    bool password = false;
    bool pin = false;
    bool email = false;
    [[nodiscard]] bool any() const { return password || pin || email; }
};

/// "password and PIN code", for people.
std::string named(const Credentials& changed);

/// To the address as it was, so that nobody takes over an account unnoticed. `by` is who changed it.
mail::Message credentials_changed_mail(const User& before, const Credentials& changed, const std::string& by);

}  // namespace cafepos::staff
