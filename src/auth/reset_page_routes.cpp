#include "audit/routes.h"
#include "codes.h"
#include "core/text.h"
#include "reset_page.h"
#include "route_parts.h"
#include "wire.h"

namespace cafepos::auth {
namespace {

using http::Access;
using http::Method;
using http::RawReply;
using http::Request;

constexpr const char* path = "/reset-password";

using page::Reader;

Reader reader_of(const http::Call& call, const Workshop& workshop) {
    const auto settings = workshop.settings.current();
    return {settings->general.storeName, page::language_for(call.header("accept-language"), settings->general.language),
            call.request_id()};
}

bool blank(const std::optional<std::string>& value) { return !value || text::trim(*value).empty(); }

/// Runs what needs a good link; a bad one asks for another.
template <class Work>
RawReply with_link(const Reader& reader, const Work& work) {
    const ResetWords& words = reset_words_of(reader.language);
    try {
        return work();
    } catch (const Error& error) {
        if (error.code() == reset_token_expired) return page::address_form(reader, words.expired);
        if (error.code() == reset_token_invalid) return page::address_form(reader, words.invalid);
        throw;
    }
}

std::string_view fault_of(const ResetPageForm& form, const ResetWords& words) {
    const std::string password = form.password.value_or("");
    const std::string_view fault = fault_of_password(password);
    if (fault == "too_short") return words.too_short;
    if (fault == "too_long") return words.too_long;
    if (fault == "too_common") return words.too_common;
    return password == form.repeat.value_or("") ? "" : words.differ;
}

RawReply set_password(const ResetPageForm& form, const http::Call& call, const Reader& reader, const Reset& reset) {
    const ResetWords& words = reset_words_of(reader.language);
    return with_link(reader, [&] {
        const std::string_view fault = fault_of(form, words);
        if (!fault.empty()) {
            static_cast<void>(reset.check(*form.token));
            return page::password_form(reader, *form.token, fault);
        }
        reset.confirm(*form.token, *form.password, audit::origin_of(call));
        return page::notice(reader, words.done, words.sign_in);
    });
}

RawReply request_link(const ResetPageForm& form, const http::Call& call, const Reader& reader, const Reset& reset) {
    const ResetWords& words = reset_words_of(reader.language);
    if (blank(form.email)) return page::address_form(reader);
    reset.request(*form.email, audit::origin_of(call));
    return page::notice(reader, words.title, reset.mails_are_mock() ? words.no_mail : words.sent);
}

}  // namespace

void add_reset_page(http::EndpointTable& table, const Workshop& workshop, const Reset& reset) {
    table.add({Method::get, path, Access::open(), "The page behind a mailed link: a form for a new password, as HTML"},
              [workshop, reset](const Request<http::NoBody, ResetPageQuery>& request) -> RawReply {
                  const Reader reader = reader_of(request.call, workshop);
                  if (blank(request.query.token)) return page::address_form(reader);
                  return with_link(reader, [&] {
                      static_cast<void>(reset.check(*request.query.token));
                      return page::password_form(reader, *request.query.token);
                  });
              });
    table.add({.method = Method::post,
               .path = path,
               .access = Access::open(),
               .summary = "What that page sends: a new password, or the address that a link shall go to; answers HTML",
               .lane = http::Lane::hashing,
               .body_kind = http::BodyKind::json_or_form},
              [workshop, reset](const Request<ResetPageForm>& request) -> RawReply {
                  const Reader reader = reader_of(request.call, workshop);
                  return blank(request.body.token) ? request_link(request.body, request.call, reader, reset)
                                                   : set_password(request.body, request.call, reader, reset);
              });
}

}  // namespace cafepos::auth
