#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "audit/audit.h"
#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "http/endpoint.h"
#include "mail/mail.h"
#include "security/password.h"
#include "security/pin.h"

namespace cafepos::staff {

/// A member of staff as stored. Hashes never leave this slice and auth.
/// Who was deleted but has a history stays findable by id, inactive, so that orders and reports keep the name.
struct User {
    Id id;
    std::string username;
    std::string password_hash;
    std::string first_name;
    std::string last_name;
    std::string email;
    std::string role;
    bool is_active = false;
    std::int64_t failed_login_attempts = 0;
    std::optional<Timestamp> locked_until;
    std::optional<Timestamp> last_login;
    std::optional<Timestamp> shift_start;
    std::optional<Timestamp> shift_end;
    Timestamp password_changed;
    std::optional<Timestamp> deleted;
    Timestamp created;
    Timestamp updated;
};

std::optional<User> find_user(db::Transaction& transaction, const Id& id);                         ///< deleted ones too
std::optional<User> find_user_by_name(db::Transaction& transaction, const std::string& username);  ///< ASCII case ignored
std::optional<User> find_user_by_email(db::Transaction& transaction, const std::string& email);
std::optional<User> find_user_by_pin(db::Transaction& transaction, const std::string& pin_lookup);  ///< active users only
/// The role's permissions, plus the user's grants, less the revocations.
std::set<std::string, std::less<>> effective_permissions(db::Transaction& transaction, const Id& user_id);

struct NewUser {
    std::string username;
    std::string password_hash;
    std::optional<std::string> pin_lookup;
    std::string first_name;
    std::string last_name;
    std::string email;
    std::string role;  ///< its name
    bool is_active = true;
};
/// The caller has validated. Error(conflict) naming the field if the user name, e-mail or PIN is taken.
Id create_user(db::Transaction& transaction, const NewUser& user, Timestamp now, IdSource& ids);

/// The e-mail address of the admin whom a café without staff is given at its first start.
inline constexpr const char* first_admin_email = "admin@localhost";
/// Makes that admin the given user, unless somebody has signed in as him or set his password; whether it did.
bool replace_first_admin(db::Transaction& transaction, const User& existing, const NewUser& user, Timestamp now);

/// That admin, as long as nobody has signed in as him or changed him.
std::optional<User> unused_first_admin(db::Transaction& transaction);
/// Another first password for him; he stays unused.
void renew_first_password(db::Transaction& transaction, const User& admin, const std::string& password_hash);

std::vector<User> list_users(db::Transaction& transaction);  ///< by user name, without deleted ones
/// Everything that is wrong with a user who is to be created with that password, in words.
std::vector<FieldError> problems_of(db::Transaction& transaction, const NewUser& user, const std::string& password);
std::vector<FieldError> problems_of_password(const std::string& password);

/// A new password ends every session of the user (but `keep`, if given) and his links for a new one, forgets failed logins
/// and unlocks.
void set_password(db::Transaction& transaction, const Id& user_id, const std::string& password_hash, Timestamp now,
                  const Id& keep = {});
void end_sessions(db::Transaction& transaction, const Id& user_id, const std::string& reason, Timestamp now, const Id& keep = {});

/// A login that succeeded: remembered as the last one.
void record_login(db::Transaction& transaction, const Id& user_id, Timestamp now);
/// Guesses from places nobody knows; those from a known place are a throttle's, whose subject begins with this.
std::string guesses_subject(const Id& user_id);
void record_failed_login(db::Transaction& transaction, const Id& user_id, std::int64_t failures,
                         std::optional<Timestamp> locked_until);
/// Forgets failed logins from wherever; what a person does for somebody who was locked out. Whether there were any.
bool unlock(db::Transaction& transaction, const Id& user_id);

/// The 31 permissions and the four system roles with the contract's table; adds what is missing, changes nothing that is there.
void seed_roles(db::Transaction& transaction, Timestamp now, IdSource& ids);

using EnqueueMail = std::function<void(db::Transaction&, const mail::Message&)>;
/// Throws unless that is the caller's own password. Slow: hashes.
using ProvePassword = std::function<void(const http::Call&, const std::string& password)>;

/// What the routes stand on. The referred objects outlive the endpoint table.
struct Dependencies {
    db::Database& database;
    const security::PasswordHasher& hasher;
    const security::PinLookup& pins;
    const audit::AuditLog& audit;
    const Clock& clock;
    IdSource& ids;
    EnqueueMail enqueue_mail;
    ProvePassword prove_password;
};

/// /users*, /roles*, /permissions*, /users/{id}/permissions, …/role, …/activate, …/deactivate.
void add_routes(http::EndpointTable& table, const Dependencies& dependencies);

/// Users who cannot sign in by the name they have, in words that name them. Empty when all is well.
std::vector<std::string> verify(db::Transaction& transaction);

}  // namespace cafepos::staff
