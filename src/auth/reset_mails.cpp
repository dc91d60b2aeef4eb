#include "reset_mails.h"

#include "mail/html.h"
#include "reset_words.h"
#include "security/digest.h"
#include "security/tokens.h"
#include "staff/store.h"
#include "store.h"

namespace cafepos::auth {
namespace {

using namespace std::chrono_literals;
namespace html = mail::html;
constexpr auto link_life = 1h;

mail::Content letter(const staff::User& user, const settings::General& cafe, const std::string& link, const LocalTime& end) {
    const ResetWords& words = reset_words_of(cafe.language);
    const std::string end_text = wording::time_text(end, cafe.language);
    const std::string greeting = filled(words.greeting, {user.first_name});
    const std::string what = filled(words.somebody_asked, {user.username, cafe.storeName});
    const std::string how_long = filled(words.works_until, {end_text});
    mail::Content content;
    content.subject = cafe.storeName + ": " + std::string(words.title);
    content.text_body = greeting + "\n\n" + what + "\n\n" + link + "\n\n" + how_long + "\n" + std::string(words.not_you) + "\n";
    content.html_body =
        html::page(content.subject,
                   html::heading(1, cafe.storeName) + html::paragraph(greeting) + html::paragraph(what) +
                       html::button(link, words.title) + html::paragraph(how_long) + html::paragraph(words.not_you),
                   cafe.language);
    return content;
}

}  // namespace

std::optional<mail::Content> ResetMails::operator()(db::Transaction& transaction, const std::string& address) const {
    const auto user = staff::store::find_user_by_email(transaction, address);
    if (!user || !user->is_active) return std::nullopt;
    const auto settings = workshop_.settings.in_transaction(transaction);
    const Timestamp now = workshop_.clock.now();
    const Timestamp end = now + link_life;
    const auto token = security::new_opaque_token(random_);
    store::use_password_resets(transaction, user->id, now);  // older links end
    store::insert_password_reset(transaction, {token.hash, user->id, now, end, std::nullopt});
    workshop_.audit.record(transaction, audit::system_origin(),
                           {.action = "password_reset.mailed", .entity = "user", .entity_id = user->id.text()});
    const std::string link = page_url_ + (page_url_.find('?') == std::string::npos ? "?" : "&") + "token=" + token.text;
    return letter(*user, settings->general, link, settings->time_zone().local(end));
}

}  // namespace cafepos::auth
