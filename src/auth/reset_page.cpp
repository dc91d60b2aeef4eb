#include "reset_page.h"

#include "core/text.h"

namespace cafepos::auth::page {
namespace {

using text::html_escaped;

constexpr std::string_view style =
    "body{margin:0;background:#faf7f4;color:#222;font:1.0625rem/1.5 system-ui,sans-serif}"
    "main{max-width:26rem;margin:0 auto;padding:2rem 1rem}h1{font-size:1.5rem;margin:.25rem 0 1rem}"
    "label{display:block;margin:1rem 0 .25rem;font-weight:600}"
    "input{box-sizing:border-box;width:100%;padding:.7rem;font:inherit;border:1px solid "
    "#767676;border-radius:.4rem;background:#fff}"
    "button{margin-top:1.5rem;width:100%;padding:.8rem;font:inherit;font-weight:600;color:#fff;background:#6b3a12;border:0;"
    "border-radius:.4rem}small{color:#555}.cafe{margin:0;color:#555}"
    ".fault{padding:.7rem;border:1px solid #a4161a;border-radius:.4rem;background:#fff0f0;color:#7d1014}";

// The address holds the token: it must not travel on in a Referer, nor the page be framed or anything run in it.
http::Headers headers_for(const Reader& reader) {
    return {{"Content-Security-Policy", "default-src 'none'; style-src 'nonce-" + reader.nonce +
                                            "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
            {"Referrer-Policy", "no-referrer"},
            {"X-Frame-Options", "DENY"}};
}

http::RawReply sheet(const Reader& reader, std::string_view heading, const std::string& body) {
    const std::string code(wording::code_of(wording::language_of(reader.language)));
    http::RawReply reply;
    reply.content_type = "text/html; charset=utf-8";
    reply.headers = headers_for(reader);
    reply.headers.emplace_back("Content-Language", code);
    reply.body = "<!DOCTYPE html>\n<html lang=\"" + code +
                 "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                 "<meta name=\"robots\" content=\"noindex\"><title>" +
                 html_escaped(heading) + " – " + html_escaped(reader.cafe) + "</title><style nonce=\"" + reader.nonce + "\">" +
                 std::string(style) + "</style></head>\n<body><main>\n<p class=\"cafe\">" + html_escaped(reader.cafe) +
                 "</p>\n<h1>" + html_escaped(heading) + "</h1>\n" + body + "</main></body></html>\n";
    return reply;
}

/// With what is wrong above it, if anything is.
http::RawReply form_sheet(const Reader& reader, std::string_view fault, const std::string& body) {
    const std::string alert = fault.empty() ? "" : "<p class=\"fault\" role=\"alert\">" + html_escaped(fault) + "</p>\n";
    http::RawReply reply = sheet(reader, reset_words_of(reader.language).title, alert + body);
    reply.status = fault.empty() ? 200 : 400;
    return reply;
}

std::string field(const std::string& name, std::string_view label, const std::string& attributes) {
    return "<label for=\"" + name + "\">" + html_escaped(label) + "</label>\n<input id=\"" + name + "\" name=\"" + name + "\" " +
           attributes + " required>\n";
}

// The action is relative, so that a proxy may serve us under a path of its own; without it the token would stay in the address.
std::string form(const std::string& fields, std::string_view button) {
    return "<form method=\"post\" action=\"reset-password\">\n" + fields + "<button>" + html_escaped(button) +
           "</button>\n</form>\n";
}

}  // namespace

std::string language_for(std::optional<std::string_view> accept_language, const std::string& cafe_language) {
    for (const std::string& wanted : text::split(accept_language.value_or(""), ',')) {
        const std::string tag(text::trim(std::string_view(wanted).substr(0, wanted.find(';'))));
        if (wording::find_language(text::lower(tag))) return text::lower(tag);
    }
    return cafe_language;
}

http::RawReply password_form(const Reader& reader, const std::string& token, std::string_view fault) {
    const ResetWords& words = reset_words_of(reader.language);
    const std::string rules = R"(type="password" autocomplete="new-password" minlength="8" maxlength="256")";
    const std::string fields = "<input type=\"hidden\" name=\"token\" value=\"" + html_escaped(token) + "\">\n" +
                               field("password", words.new_password, rules + R"( aria-describedby="least")") +
                               "<small id=\"least\">" + html_escaped(words.at_least) + "</small>\n" +
                               field("repeat", words.once_more, rules);
    return form_sheet(reader, fault, form(fields, words.set_it));
}

http::RawReply address_form(const Reader& reader, std::string_view fault) {
    const ResetWords& words = reset_words_of(reader.language);
    const std::string fields = field("email", words.address, R"(type="email" autocomplete="email")");
    return form_sheet(reader, fault, "<p>" + html_escaped(words.ask) + "</p>\n" + form(fields, words.send));
}

http::RawReply notice(const Reader& reader, std::string_view heading, std::string_view text) {
    return sheet(reader, heading, "<p role=\"status\">" + html_escaped(text) + "</p>\n");
}

}  // namespace cafepos::auth::page
