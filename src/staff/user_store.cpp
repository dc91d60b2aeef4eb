#include <stdexcept>

#include "core/text.h"
#include "permissions.h"
#include "store.h"

namespace cafepos::staff {
namespace {

const std::string select_user =
    "SELECT u.id, u.username, u.password_hash, u.first_name, u.last_name, u.email, r.name, u.is_active, u.failed_login_attempts, "
    "u.locked_until, u.last_login_at, u.shift_start_at, u.shift_end_at, u.password_changed_at, u.deleted_at, u.created_at, "
    "u.updated_at FROM users u JOIN roles r ON r.id = u.role_id ";
const std::string select_by_id = select_user + "WHERE u.id = $1";
const std::string select_by_name = select_user + "WHERE u.username_folded = $1";
const std::string select_by_email = select_user + "WHERE u.email = $1";
const std::string select_by_pin = select_user + "WHERE u.pin_lookup = $1 AND u.is_active = 1";
const std::string select_all = select_user + "WHERE u.deleted_at IS NULL ORDER BY u.username_folded";

const db::Statement user_by_id{"staff.user_by_id", select_by_id};
const db::Statement user_by_name{"staff.user_by_name", select_by_name};
const db::Statement user_by_email{"staff.user_by_email", select_by_email};
const db::Statement user_by_pin{"staff.user_by_pin", select_by_pin};
const db::Statement all_users{"staff.all_users", select_all};

const db::Statement names_of_users{"staff.names_of_users",
                                   "SELECT id, username, username_folded FROM users WHERE deleted_at IS NULL ORDER BY id"};

const db::Statement insert_user{
    "staff.insert_user",
    "INSERT INTO users (id, username, username_folded, password_hash, pin_lookup, first_name, last_name, email, role_id, "
    "is_active, password_changed_at, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $11)"};
const db::Statement update_fields{
    "staff.update_user",
    "UPDATE users SET username = $2, username_folded = $3, first_name = $4, last_name = $5, email = $6, role_id = $7, "
    "updated_at = $8 WHERE id = $1"};
const db::Statement update_password{
    "staff.set_password", "UPDATE users SET password_hash = $2, password_changed_at = $3, updated_at = $3 WHERE id = $1"};
const db::Statement update_first_password{"staff.renew_first_password", "UPDATE users SET password_hash = $2 WHERE id = $1"};
const db::Statement select_pin{"staff.pin_of", "SELECT pin_lookup FROM users WHERE id = $1"};
const db::Statement update_pin{"staff.set_pin", "UPDATE users SET pin_lookup = $2, updated_at = $3 WHERE id = $1"};
const db::Statement update_active{"staff.set_active",
                                  "UPDATE users SET is_active = $2, pin_lookup = $3, updated_at = $4 WHERE id = $1"};
const db::Statement update_login{"staff.record_login", "UPDATE users SET last_login_at = $2 WHERE id = $1"};
const db::Statement update_failures{"staff.record_failed_login",
                                    "UPDATE users SET failed_login_attempts = $2, locked_until = $3 WHERE id = $1"};

const db::Statement reset_failures{"staff.unlock",
                                   "UPDATE users SET failed_login_attempts = 0, locked_until = NULL "
                                   "WHERE id = $1 AND (failed_login_attempts > 0 OR locked_until IS NOT NULL)"};
const db::Statement erase_guesses{"staff.erase_guesses", "DELETE FROM throttles WHERE subject LIKE $1"};

const db::Statement use_reset_links{"staff.end_reset_links",
                                    "UPDATE password_resets SET used_at = $2 WHERE user_id = $1 AND used_at IS NULL"};
const db::Statement revoke_sessions{
    "staff.end_sessions",
    "UPDATE sessions SET revoked_at = $2, revoked_reason = $3 WHERE user_id = $1 AND revoked_at IS NULL AND id <> $4"};

const db::Statement hide{
    "staff.hide_user",
    "UPDATE users SET username_folded = $2, email = $2, pin_lookup = NULL, password_hash = '!', is_active = 0, deleted_at = $3, "
    "updated_at = $3 WHERE id = $1"};
const db::Statement erase_grants{"staff.erase_grants", "DELETE FROM user_permissions WHERE user_id = $1"};
const db::Statement erase{"staff.erase_user", "DELETE FROM users WHERE id = $1"};
const db::Statement find_action{"staff.find_action", "SELECT id FROM audit_log WHERE actor_id = $1 LIMIT 1"};

const db::Statement other_active_admins{
    "staff.other_active_admins",
    "SELECT COUNT(*) FROM users u JOIN roles r ON r.id = u.role_id WHERE r.name = $2 AND u.is_active = 1 AND u.id <> $1"};

// A PIN that rests while its holder is inactive: no longer equal to the keyed hash by which PINs are found.
constexpr std::string_view resting = "inactive:";

std::string rested(const Id& user_id, const std::string& pin_lookup) {
    return std::string(resting) + user_id.text() + ":" + pin_lookup;
}

std::string woken(const std::string& stored) {
    return stored.starts_with(resting) ? stored.substr(stored.rfind(':') + 1) : stored;
}

std::string folded_name(std::string_view username) { return text::folded(text::strip(username)); }

User user_of(const db::Row& row) {
    return {.id = row.id(0),
            .username = row.text(1),
            .password_hash = row.text(2),
            .first_name = row.text(3),
            .last_name = row.text(4),
            .email = row.text(5),
            .role = row.text(6),
            .is_active = row.flag(7),
            .failed_login_attempts = row.integer(8),
            .locked_until = row.maybe_time(9),
            .last_login = row.maybe_time(10),
            .shift_start = row.maybe_time(11),
            .shift_end = row.maybe_time(12),
            .password_changed = row.time(13),
            .deleted = row.maybe_time(14),
            .created = row.time(15),
            .updated = row.time(16)};
}

std::optional<User> user_of(const std::optional<db::Row>& row) { return row ? std::optional(user_of(*row)) : std::nullopt; }

Error taken(const std::string& field, const std::string& what) {
    return Error::field(Code::conflict, field, "taken", what + " is already in use");
}

void require_free_names(db::Transaction& transaction, const Id& user_id, const std::string& username, const std::string& email) {
    const auto same_name = find_user_by_name(transaction, username);
    if (same_name && same_name->id != user_id) throw taken("username", "Username");
    const auto same_email = find_user_by_email(transaction, email);
    if (same_email && same_email->id != user_id) throw taken("email", "Email");
}

void require_free_pin(db::Transaction& transaction, const Id& user_id, const std::string& pin_lookup) {
    const auto same_pin = find_user_by_pin(transaction, pin_lookup);
    if (same_pin && same_pin->id != user_id) throw taken("pinCode", "PIN code");
}

Id role_id_of(db::Transaction& transaction, const std::string& name) {
    const auto role = find_role_by_name(transaction, name);
    if (!role) throw std::logic_error("there is no role " + name);
    return role->id;
}

}  // namespace

std::optional<User> find_user(db::Transaction& transaction, const Id& id) {
    return user_of(transaction.query_one(user_by_id, id));
}

std::optional<User> find_user_by_name(db::Transaction& transaction, const std::string& username) {
    return user_of(transaction.query_one(user_by_name, folded_name(username)));
}

std::optional<User> find_user_by_email(db::Transaction& transaction, const std::string& email) {
    return user_of(transaction.query_one(user_by_email, folded_name(email)));
}

std::optional<User> find_user_by_pin(db::Transaction& transaction, const std::string& pin_lookup) {
    return user_of(transaction.query_one(user_by_pin, pin_lookup));
}

std::vector<User> list_users(db::Transaction& transaction) {
    std::vector<User> users;
    for (const auto& row : transaction.query(all_users)) users.push_back(user_of(row));
    return users;
}

std::int64_t count_active_admins_besides(db::Transaction& transaction, const Id& user_id) {
    return transaction.query_one(other_active_admins, user_id, admin_role)->integer(0);
}

Id create_user(db::Transaction& transaction, const NewUser& user, Timestamp now, IdSource& ids) {
    const Id id = ids.next();
    const std::string email = folded_name(user.email);
    require_free_names(transaction, id, user.username, email);
    std::optional<std::string> pin = user.pin_lookup;
    if (pin && user.is_active) require_free_pin(transaction, id, *pin);
    if (pin && !user.is_active) pin = rested(id, *pin);
    transaction.execute(insert_user, id, user.username, folded_name(user.username), user.password_hash, pin, user.first_name,
                        user.last_name, email, role_id_of(transaction, user.role), user.is_active, now);
    return id;
}

void update_user(db::Transaction& transaction, const User& user, Timestamp now) {
    const std::string email = folded_name(user.email);
    require_free_names(transaction, user.id, user.username, email);
    transaction.execute(update_fields, user.id, user.username, folded_name(user.username), user.first_name, user.last_name, email,
                        role_id_of(transaction, user.role), now);
}

void set_password(db::Transaction& transaction, const Id& user_id, const std::string& password_hash, Timestamp now,
                  const Id& keep) {
    transaction.execute(update_password, user_id, password_hash, now);
    unlock(transaction, user_id);
    end_sessions(transaction, user_id, "password changed", now, keep);
    end_reset_links(transaction, user_id, now);
}

void set_pin(db::Transaction& transaction, const User& user, const std::optional<std::string>& pin_lookup, Timestamp now) {
    std::optional<std::string> stored = pin_lookup;
    if (stored && user.is_active) require_free_pin(transaction, user.id, *stored);
    if (stored && !user.is_active) stored = rested(user.id, *stored);
    transaction.execute(update_pin, user.id, stored, now);
}

bool has_pin(db::Transaction& transaction, const User& user, const std::string& pin_lookup) {
    const auto holder = find_user_by_pin(transaction, pin_lookup);
    return holder && holder->id == user.id;
}

void set_active(db::Transaction& transaction, const User& user, bool active, Timestamp now) {
    std::optional<std::string> pin = transaction.query_one(select_pin, user.id)->maybe_text(0);
    if (pin) {
        const std::string lookup = woken(*pin);
        if (active) require_free_pin(transaction, user.id, lookup);
        pin = active ? lookup : rested(user.id, lookup);
    }
    transaction.execute(update_active, user.id, active, pin, now);
    if (!active) end_sessions(transaction, user.id, "deactivated", now);
}

void end_sessions(db::Transaction& transaction, const Id& user_id, const std::string& reason, Timestamp now, const Id& keep) {
    transaction.defer(revoke_sessions, user_id, now, reason, keep);
}

void end_reset_links(db::Transaction& transaction, const Id& user_id, Timestamp now) {
    transaction.defer(use_reset_links, user_id, now);
}

void record_login(db::Transaction& transaction, const Id& user_id, Timestamp now) {
    transaction.defer(update_login, user_id, now);
}

void record_failed_login(db::Transaction& transaction, const Id& user_id, std::int64_t failures,
                         std::optional<Timestamp> locked_until) {
    transaction.defer(update_failures, user_id, failures, locked_until);
}

std::string guesses_subject(const Id& user_id) { return "user:" + user_id.text(); }

bool unlock(db::Transaction& transaction, const Id& user_id) {
    const auto at_known_places = transaction.execute(erase_guesses, guesses_subject(user_id) + "@%");
    return transaction.execute(reset_failures, user_id) + at_known_places > 0;
}

bool has_acted(db::Transaction& transaction, const User& user) {
    return user.last_login.has_value() || !transaction.query(find_action, user.id).empty();
}

std::optional<User> unused_first_admin(db::Transaction& transaction) {
    auto admin = find_user_by_email(transaction, first_admin_email);
    const bool unused = admin && admin->is_active && admin->password_changed == admin->created && !has_acted(transaction, *admin);
    return unused ? std::move(admin) : std::nullopt;
}

void renew_first_password(db::Transaction& transaction, const User& admin, const std::string& password_hash) {
    transaction.execute(update_first_password, admin.id, password_hash);
}

bool replace_first_admin(db::Transaction& transaction, const User& existing, const NewUser& user, Timestamp now) {
    const auto unused = unused_first_admin(transaction);
    if (!unused || unused->id != existing.id) return false;
    User changed = existing;
    changed.username = user.username;
    changed.first_name = user.first_name;
    changed.last_name = user.last_name;
    changed.email = user.email;
    changed.role = user.role;
    update_user(transaction, changed, now);
    set_password(transaction, existing.id, user.password_hash, now);
    set_pin(transaction, changed, user.pin_lookup, now);
    return true;
}

void erase_user(db::Transaction& transaction, const Id& user_id) {
    transaction.defer(erase_grants, user_id);
    transaction.execute(erase, user_id);
}

void hide_user(db::Transaction& transaction, const Id& user_id, Timestamp now) {
    // Begins with a space, so that it is nobody's user name, and has no @, so that it is nobody's e-mail.
    transaction.execute(hide, user_id, " deleted " + user_id.text(), now);
    end_sessions(transaction, user_id, "deleted", now);
}

std::vector<std::string> verify(db::Transaction& transaction) {
    std::vector<std::string> findings;
    for (const db::Row& row : transaction.query(names_of_users)) {
        if (row.text(2) == folded_name(row.text(1))) continue;
        findings.push_back("User " + row.text(0) + " (" + row.text(1) +
                           "): the name to sign in by is not what the user name gives; rename the user and back");
    }
    return findings;
}

}  // namespace cafepos::staff
