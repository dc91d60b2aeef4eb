#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "audit/audit.h"
#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "http/endpoint.h"
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

/// A new password ends every session of the user (but `keep`, if given), forgets failed logins and unlocks.
void set_password(db::Transaction& transaction, const Id& user_id, const std::string& password_hash, Timestamp now,
                  const Id& keep = {});
void end_sessions(db::Transaction& transaction, const Id& user_id, const std::string& reason, Timestamp now, const Id& keep = {});

/// A login that succeeded: remembered as the last one; failures are forgotten.
void record_login(db::Transaction& transaction, const Id& user_id, Timestamp now);
void record_failed_login(db::Transaction& transaction, const Id& user_id, std::int64_t failures,
                         std::optional<Timestamp> locked_until);
/// Forgets failed logins; what a person does for somebody who was locked out.
void unlock(db::Transaction& transaction, const Id& user_id);

/// The 31 permissions and the four system roles with the contract's table; adds what is missing, changes nothing that is there.
void seed_roles(db::Transaction& transaction, Timestamp now, IdSource& ids);

/// /users*, /roles*, /permissions*, /users/{id}/permissions, …/role, …/activate, …/deactivate.
void add_routes(http::EndpointTable& table, db::Database& database, const security::PasswordHasher& hasher,
                const security::PinLookup& pins, const audit::AuditLog& audit, const Clock& clock, IdSource& ids);

/// Users who cannot sign in by the name they have, in words that name them. Empty when all is well.
std::vector<std::string> verify(db::Transaction& transaction);

}  // namespace cafepos::staff
