#include "reset.h"

namespace cafepos::auth {
namespace {

std::string html_escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

}  // namespace

mail::Message reset_mail(const staff::User& user, const std::string& page_url, const std::string& token) {
    const std::string link = page_url + (page_url.find('?') == std::string::npos ? "?" : "&") + "token=" + token;
    const std::string greeting = "Hello " + user.first_name + ",";
    const std::string what = "somebody, hopefully you, asked to set a new password for your CafePOS account.";
    const std::string how_long = "The link works once, within one hour.";
    const std::string otherwise = "If it was not you, ignore this mail: your password stays as it is.";
    return {.kind = "password_reset",
            .recipient = user.email,
            .subject = "Set a new CafePOS password",
            .text_body = greeting + "\n\n" + what + "\n\n" + link + "\n\n" + how_long + "\n" + otherwise + "\n",
            .html_body = "<p>" + html_escaped(greeting) + "</p><p>" + what + "</p><p><a href=\"" + html_escaped(link) +
                         "\">Set a new password</a></p><p>" + how_long + "</p><p>" + otherwise + "</p>"};
}

}  // namespace cafepos::auth
