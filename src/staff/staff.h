#pragma once

#include <boost/describe.hpp>
#include <functional>
#include <optional>
#include <set>
#include <string>

#include "core/actor.h"
#include "core/id.h"
#include "core/time.h"

/// The values of staff: users, roles and what they may do. Members are called as the columns are.
namespace cafepos::staff {

using Permissions = std::set<std::string, std::less<>>;

/// A member of staff as stored. Hashes never leave this slice and auth.
/// Who was deleted but has a history stays findable by id, inactive, so that orders and reports keep the name.
struct User {
    Id id;
    std::string username;
    std::string password_hash;
    std::string first_name;
    std::string last_name;
    std::string email;
    std::string role;  ///< its name
    bool is_active = false;
    std::int64_t failed_login_attempts = 0;
    std::optional<Timestamp> locked_until;
    std::optional<Timestamp> last_login_at;
    std::optional<Timestamp> shift_start_at;
    std::optional<Timestamp> shift_end_at;
    Timestamp password_changed_at;
    bool is_password_temporary = false;  ///< somebody else chose it: whoever signs in by it may do nothing but set another
    std::optional<Timestamp> deleted_at;
    Timestamp created_at;
    Timestamp updated_at;
};
BOOST_DESCRIBE_STRUCT(User, (),
                      (id, username, password_hash, first_name, last_name, email, role, is_active, failed_login_attempts,
                       locked_until, last_login_at, shift_start_at, shift_end_at, password_changed_at, is_password_temporary,
                       deleted_at, created_at, updated_at))

/// A user as requests act for him, with today's permissions. The session is for auth to fill in.
struct ActingUser {
    Actor actor;
    bool is_active = false;
    bool is_deleted = false;
    bool is_password_temporary = false;
};

/// A password as it is to be stored.
struct NewPassword {
    std::string hash;
    bool is_temporary = false;
};

struct NewUser {
    std::string username;
    std::string password_hash;
    std::optional<std::string> pin_lookup;
    std::string first_name;
    std::string last_name;
    std::string email;
    std::string role;  ///< its name
    bool is_active = true;
    std::optional<std::string> older_pin_hash = {};  ///< of who comes from the older server, in place of pin_lookup
    bool is_password_temporary = false;
};

/// A PIN as the older server kept it, of an active user who has not signed in with it here yet.
struct OlderPin {
    Id id;  ///< the user's
    std::string older_pin_hash;
};
BOOST_DESCRIBE_STRUCT(OlderPin, (), (id, older_pin_hash))

struct Role {
    Id id;
    std::string name;
    std::string description;
    bool is_system_role = false;
    Timestamp created_at;
    Timestamp updated_at;
};
BOOST_DESCRIBE_STRUCT(Role, (), (id, name, description, is_system_role, created_at, updated_at))

/// What a user has beyond his role, and what of it he lacks.
struct OwnPermissions {
    Permissions granted;
    Permissions revoked;
    bool operator==(const OwnPermissions&) const = default;
};

/// The e-mail address of the admin whom a café without staff is given at its first start.
inline constexpr const char* first_admin_email = "admin@localhost";

}  // namespace cafepos::staff
