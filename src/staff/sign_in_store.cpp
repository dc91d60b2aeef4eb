#include "shifts.h"
#include "store.h"

namespace cafepos::staff {
namespace {

const db::Statement update_password{
    "staff.set_password",
    "UPDATE users SET password_hash = $2, is_password_temporary = $3, password_changed_at = $4, updated_at = $4 WHERE id = $1"};
const db::Statement update_first_password{"staff.renew_first_password", "UPDATE users SET password_hash = $2 WHERE id = $1"};
const db::Statement update_login{"staff.record_login", "UPDATE users SET last_login_at = $2 WHERE id = $1"};
const db::Statement update_failures{"staff.record_failed_login",
                                    "UPDATE users SET failed_login_attempts = $2, locked_until = $3 WHERE id = $1"};
const db::Statement update_shift{"staff.set_shift", "UPDATE users SET shift_start_at = $2, shift_end_at = $3 WHERE id = $1"};
const db::Statement reset_failures{"staff.unlock",
                                   "UPDATE users SET failed_login_attempts = 0, locked_until = NULL "
                                   "WHERE id = $1 AND (failed_login_attempts > 0 OR locked_until IS NOT NULL)"};

}  // namespace

namespace store {

void set_password(db::Transaction& transaction, const SignIns& sign_ins, const Id& user_id, const NewPassword& password,
                  Timestamp now, const Id& keep) {
    transaction.execute(update_password, user_id, password.hash, password.is_temporary, now);
    unlock(transaction, sign_ins, user_id);
    sign_ins.end_sessions(transaction, user_id, "password changed", now, keep);
    sign_ins.end_reset_links(transaction, user_id, now);
}

void set_shift(db::Transaction& transaction, const Id& user_id, Timestamp started_at, std::optional<Timestamp> ended_at) {
    transaction.defer(update_shift, user_id, started_at, ended_at);
}

void record_login(db::Transaction& transaction, const Id& user_id, Timestamp now) {
    transaction.defer(update_login, user_id, now);
}

void record_failed_login(db::Transaction& transaction, const Id& user_id, std::int64_t failures,
                         std::optional<Timestamp> locked_until) {
    transaction.defer(update_failures, user_id, failures, locked_until);
}

bool unlock(db::Transaction& transaction, const SignIns& sign_ins, const Id& user_id) {
    const bool guessed = sign_ins.forget_guesses(transaction, user_id);
    return transaction.execute(reset_failures, user_id) > 0 || guessed;
}

std::optional<User> unused_first_admin(db::Transaction& transaction) {
    auto admin = find_user_by_email(transaction, first_admin_email);
    const bool unused =
        admin && admin->is_active && admin->password_changed_at == admin->created_at && !has_acted(transaction, *admin);
    return unused ? std::move(admin) : std::nullopt;
}

void renew_first_password(db::Transaction& transaction, const User& admin, const std::string& password_hash) {
    transaction.execute(update_first_password, admin.id, password_hash);
}

bool replace_first_admin(db::Transaction& transaction, const SignIns& sign_ins, const User& existing, const NewUser& user,
                         Timestamp now) {
    const auto unused = unused_first_admin(transaction);
    if (!unused || unused->id != existing.id) return false;
    User changed = existing;
    changed.username = user.username;
    changed.first_name = user.first_name;
    changed.last_name = user.last_name;
    changed.email = user.email;
    changed.role = user.role;
    update_user(transaction, changed, now);
    set_password(transaction, sign_ins, existing.id, {user.password_hash}, now);
    set_pin(transaction, changed, user.pin_lookup, now);
    return true;
}

}  // namespace store

}  // namespace cafepos::staff
