#include "reset.h"

#include "auth.h"
#include "codes.h"
#include "core/email.h"
#include "core/text.h"
#include "http/address.h"
#include "login.h"
#include "reset_mails.h"
#include "reset_words.h"
#include "security/common_passwords.h"
#include "security/digest.h"
#include "store.h"

namespace cafepos::auth {

namespace {

constexpr std::size_t password_min = 8;
constexpr std::size_t password_max = 256;

Error invalid_link() { return Error(reset_token_invalid, "The password reset token is invalid or was used").with_text_at_top(); }

struct Holder {
    staff::User user;
    PasswordReset reset;
};

Holder require_holder(db::Transaction& transaction, const std::string& token_hash, Timestamp now) {
    const auto reset = store::find_password_reset(transaction, token_hash);
    if (!reset || reset->used_at) throw invalid_link();
    const auto user = staff::store::find_user(transaction, reset->user_id);
    if (!user || !user->is_active) throw invalid_link();
    if (reset->expires_at <= now) throw Error(reset_token_expired, "The password reset token has expired").with_text_at_top();
    return {*user, *reset};
}

bool count_request(db::Transaction& transaction, const std::string& subject, const Policy& policy, Timestamp now) {
    const Counter counter = store::find_counter(transaction, subject);
    if (is_blocked(counter, now)) return false;
    store::store_counter(transaction, subject, after_failure(counter, policy, now));
    return true;
}

}  // namespace

// Both are counted always, so that each is exhausted by whoever asks.
bool Reset::asks_too_often(db::Transaction& transaction, const std::string& email, const std::string& address,
                           Timestamp now) const {
    const std::string subject = "reset:" + security::hex(security::hmac_sha256(tools_.throttle_key, email));
    const bool email_may = count_request(transaction, subject, reset_email_policy(), now);
    const bool address_may =
        count_request(transaction, "reset-from:" + http::counted_address(address), reset_address_policy(), now);
    return !email_may || !address_may;
}

void Reset::request(const std::string& address, audit::Origin origin) const {
    const std::string folded = text::lower(text::trim(address));
    workshop_.database.write([&](db::Transaction& transaction) {
        if (asks_too_often(transaction, folded, origin.address, workshop_.clock.now())) return;
        const auto user = staff::store::find_user_by_email(transaction, folded);
        origin.actor_name = user ? user->email : nameless(tools_.throttle_key, folded);
        workshop_.audit.record(transaction, origin, {.action = "password_reset.requested", .entity = "user"});
        if (!email::is_address(folded)) return;
        const auto& words = reset_words_of(workshop_.settings.in_transaction(transaction)->general.language);
        tools_.enqueue_mail(transaction, {.kind = ResetMails::kind,
                                          .recipient = folded,
                                          .subject = std::string(words.title),
                                          .text_body = "",
                                          .html_body = "",
                                          .request_id = origin.request_id});
    });
}

std::string_view fault_of_password(std::string_view password) {
    const std::size_t length = text::length(password);
    if (length < password_min) return "too_short";
    if (length > password_max) return "too_long";
    return security::is_common_password(password) ? "too_common" : "";
}

Timestamp Reset::check(const std::string& token) const {
    return workshop_.database.reading([&](db::Transaction& transaction) {
        return require_holder(transaction, security::opaque_token_hash(token), workshop_.clock.now()).reset.expires_at;
    });
}

void Reset::confirm(const std::string& token, const std::string& new_password, audit::Origin origin) const {
    static_cast<void>(check(token));  // before the hashing, which costs a quarter of a second
    const std::string token_hash = security::opaque_token_hash(token);
    const std::string password_hash = tools_.hasher.hash(new_password);
    workshop_.database.write([&](db::Transaction& transaction) {
        const Timestamp now = workshop_.clock.now();
        const Holder holder = require_holder(transaction, token_hash, now);
        origin.actor_id = holder.user.id;
        origin.actor_name = holder.user.username;
        staff::store::set_password(transaction, sign_ins(), holder.user.id, {password_hash}, now);
        workshop_.audit.record(transaction, origin,
                               {.action = "password_reset.confirmed", .entity = "user", .entity_id = holder.user.id.text()});
    });
}

}  // namespace cafepos::auth
