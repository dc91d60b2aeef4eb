#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "staff.h"

namespace cafepos::staff {

using Permissions = std::set<std::string, std::less<>>;

/// What a user has beyond his role, and what of it he lacks.
struct OwnPermissions {
    Permissions granted;
    Permissions revoked;
    bool operator==(const OwnPermissions&) const = default;
};

struct Role {
    Id id;
    std::string name;
    std::string description;
    bool is_system = false;
    Timestamp created;
    Timestamp updated;
};

std::map<Id, Permissions> effective_permissions_of_all(db::Transaction& transaction);
std::int64_t count_active_admins_besides(db::Transaction& transaction, const Id& user_id);

/// Names, e-mail and role; Error(conflict) if another user has the user name or e-mail.
void update_user(db::Transaction& transaction, const User& user, Timestamp now);
/// Error(conflict) if an active user has that PIN. An inactive user's PIN waits, free for others to take.
void set_pin(db::Transaction& transaction, const User& user, const std::optional<std::string>& pin_lookup, Timestamp now);
/// Mailed links for a new password work no more.
void end_reset_links(db::Transaction& transaction, const Id& user_id, Timestamp now);
/// Whether that is the PIN of that (active) user.
bool has_pin(db::Transaction& transaction, const User& user, const std::string& pin_lookup);
/// Error(conflict) on activation if meanwhile another user took the PIN.
void set_active(db::Transaction& transaction, const User& user, bool active, Timestamp now);
/// The row and what hangs on it; a foreign_key_violation if it has a history.
void erase_user(db::Transaction& transaction, const Id& user_id);
/// Gone for everybody but history; user name, e-mail and PIN are free again.
void hide_user(db::Transaction& transaction, const Id& user_id, Timestamp now);
/// Has signed in or has been acted for.
bool has_acted(db::Transaction& transaction, const User& user);

OwnPermissions own_permissions(db::Transaction& transaction, const Id& user_id);
void replace_own_permissions(db::Transaction& transaction, const Id& user_id, const OwnPermissions& own, const Id& by,
                             Timestamp now);

std::vector<Role> list_roles(db::Transaction& transaction);  ///< by name
std::optional<Role> find_role(db::Transaction& transaction, const Id& id);
/// Role names are unique as spelled: Manager may stand beside manager.
std::optional<Role> find_role_by_name(db::Transaction& transaction, const std::string& name);
Permissions role_permissions(db::Transaction& transaction, const Id& role_id);
std::map<Id, Permissions> permissions_of_all_roles(db::Transaction& transaction);
void insert_role(db::Transaction& transaction, const Role& role);
void update_role(db::Transaction& transaction, const Role& role);
void replace_role_permissions(db::Transaction& transaction, const Id& role_id, const Permissions& permissions,
                              const std::optional<Id>& by, Timestamp now);
std::int64_t count_users_of_role(db::Transaction& transaction, const Id& role_id);
/// The caller has seen that nobody but deleted users has it; those get `heir`.
void erase_role(db::Transaction& transaction, const Id& role_id, const Id& heir);

}  // namespace cafepos::staff
