#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "db/database.h"
#include "staff.h"

/// The tables users, roles, permissions, role_permissions and user_permissions, which nobody else reads or writes.
namespace cafepos::staff {

/// What auth keeps of a user and staff puts an end to: app hands it on, for auth stands above.
struct SignIns {
    /// All of them but `keep`.
    std::function<void(db::Transaction&, const Id& user_id, const std::string& reason, Timestamp now, const Id& keep)>
        end_sessions;
    /// Mailed links for a new password work no more.
    std::function<void(db::Transaction&, const Id& user_id, Timestamp now)> end_reset_links;
    /// Wrong passwords from known addresses; whether there were any.
    std::function<bool(db::Transaction&, const Id& user_id)> forget_guesses;
};

namespace store {

std::optional<User> find_user(db::Transaction& transaction, const Id& id);                         ///< deleted ones too
std::optional<User> find_user_by_name(db::Transaction& transaction, const std::string& username);  ///< case ignored
std::optional<User> find_user_by_email(db::Transaction& transaction, const std::string& email);
std::optional<User> find_user_by_pin(db::Transaction& transaction, const std::string& pin_lookup);  ///< active users only
User require_user(db::Transaction& transaction, const Id& id);  ///< Error(not_found) if there is none, or none any more
std::vector<User> list_users(db::Transaction& transaction);     ///< by user name, without deleted ones
bool has_users(db::Transaction& transaction);
/// Has signed in or has been acted for.
bool has_acted(db::Transaction& transaction, const User& user);
/// Whether that is the PIN of that (active) user.
bool has_pin(db::Transaction& transaction, const User& user, const std::string& pin_lookup);
/// Usually none. Whether one is somebody's is slow to judge: never inside a transaction.
std::vector<OlderPin> list_older_pins(db::Transaction& transaction);
/// From now on that PIN is found as any other. Whether it still was that user's, and is free.
bool take_over_pin(db::Transaction& transaction, const OlderPin& older, const std::string& pin_lookup, Timestamp now);
std::int64_t count_active_admins_besides(db::Transaction& transaction, const Id& user_id);

/// The caller has validated. Error(conflict) naming the field if the user name, e-mail or PIN is taken.
Id create_user(db::Transaction& transaction, const NewUser& user, Timestamp now, IdSource& ids);
/// Names, e-mail and role; Error(conflict) if another user has the user name or e-mail.
void update_user(db::Transaction& transaction, const User& user, Timestamp now);
/// A new password ends every session of the user (but `keep`, if given) and his links for a new one, forgets failed logins
/// and unlocks.
void set_password(db::Transaction& transaction, const SignIns& sign_ins, const Id& user_id, const NewPassword& password,
                  Timestamp now, const Id& keep = {});
/// Error(conflict) if an active user has that PIN. An inactive user's PIN waits, free for others to take; one of the older server
/// is forgotten.
void set_pin(db::Transaction& transaction, const User& user, const std::optional<std::string>& pin_lookup, Timestamp now);
/// Error(conflict) on activation if meanwhile another user took the PIN.
void set_active(db::Transaction& transaction, const User& user, bool active, Timestamp now);
/// The row and what hangs on it; a foreign_key_violation if it has a history.
void erase_user(db::Transaction& transaction, const Id& user_id);
/// Gone for everybody but history; user name, e-mail and PIN are free again.
void hide_user(db::Transaction& transaction, const Id& user_id, Timestamp now);

/// A login that succeeded: remembered as the last one.
void record_login(db::Transaction& transaction, const Id& user_id, Timestamp now);
/// Guesses from places nobody knows; those from a known place are auth's to count.
void record_failed_login(db::Transaction& transaction, const Id& user_id, std::int64_t failures,
                         std::optional<Timestamp> locked_until);
/// Forgets failed logins from wherever; what a person does for somebody who was locked out. Whether there were any.
bool unlock(db::Transaction& transaction, const SignIns& sign_ins, const Id& user_id);

/// The first admin of a café without staff, as long as nobody has signed in as him or changed him.
std::optional<User> unused_first_admin(db::Transaction& transaction);
/// Another first password for him; he stays unused.
void renew_first_password(db::Transaction& transaction, const User& admin, const std::string& password_hash);
/// Makes that admin the given user, unless he has been used; whether it did.
bool replace_first_admin(db::Transaction& transaction, const SignIns& sign_ins, const User& existing, const NewUser& user,
                         Timestamp now);

std::optional<ActingUser> find_acting_user(db::Transaction& transaction, const Id& id);  ///< deleted ones too
/// The role's permissions, plus the user's grants, less the revocations.
Permissions effective_permissions(db::Transaction& transaction, const Id& user_id);
std::map<Id, Permissions> effective_permissions_of(db::Transaction& transaction, const std::vector<User>& users);
OwnPermissions own_permissions(db::Transaction& transaction, const Id& user_id);
void replace_own_permissions(db::Transaction& transaction, const Id& user_id, const OwnPermissions& own, const Id& by,
                             Timestamp now);

std::vector<Role> list_roles(db::Transaction& transaction);  ///< by name
std::optional<Role> find_role(db::Transaction& transaction, const Id& id);
/// Role names are unique as spelled: Manager may stand beside manager.
std::optional<Role> find_role_by_name(db::Transaction& transaction, const std::string& name);
/// By id or name, whichever it is.
std::optional<Role> find_role_called(db::Transaction& transaction, const std::string& id_or_name);
Role require_role(db::Transaction& transaction, const Id& id);  ///< Error(not_found)
Permissions role_permissions(db::Transaction& transaction, const Id& role_id);
std::map<Id, Permissions> permissions_of(db::Transaction& transaction, const std::vector<Role>& roles);
void insert_role(db::Transaction& transaction, const Role& role);
void update_role(db::Transaction& transaction, const Role& role);
void replace_role_permissions(db::Transaction& transaction, const Id& role_id, const Permissions& permissions, const Id& by,
                              Timestamp now);
std::int64_t count_users_of_role(db::Transaction& transaction, const Id& role_id);
/// The caller has seen that nobody but deleted users has it; those get `heir`.
void erase_role(db::Transaction& transaction, const Id& role_id, const Id& heir);

}  // namespace store

/// The permissions and the four system roles with the contract's table; adds what is missing, changes nothing that is there.
void seed_roles(db::Transaction& transaction, Timestamp now, IdSource& ids);

/// Users who cannot sign in by the name they have, in words that name them. Empty when all is well.
std::vector<std::string> verify(db::Transaction& transaction);

}  // namespace cafepos::staff
