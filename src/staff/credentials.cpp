#include "credentials.h"

#include <vector>

namespace cafepos::staff {

std::string named(const Credentials& changed) {
    std::vector<std::string> names;
    if (changed.password) names.emplace_back("password");
    if (changed.pin) names.emplace_back("PIN code");
    if (changed.email) names.emplace_back("e-mail address");
    std::string text = names.front();
    for (std::size_t i = 1; i < names.size(); ++i) text += (i + 1 == names.size() ? " and " : ", ") + names[i];
    return text;
}

mail::Message credentials_changed_mail(const User& before, const Credentials& changed, const std::string& by) {
    const std::string what = named(changed);
    const bool himself = by == before.username;
    const std::string text = "Hello " + before.first_name + ",\n\n" + (himself ? "you have" : "the user " + by + " has") +
                             " changed the " + what + " of your CafePOS account. You are signed out everywhere" +
                             (himself ? " else" : "") +
                             ".\n\n"
                             "If you know nothing of it, speak to whoever looks after the staff's accounts at once.\n";
    return {.kind = "credentials_changed",
            .recipient = before.email,
            .subject = "Changed: your CafePOS " + what,
            .text_body = text,
            .html_body = ""};
}

}  // namespace cafepos::staff
