#pragma once

#include <optional>
#include <string>
#include <vector>

#include "json/read.h"
#include "json/write.h"
#include "person.h"

namespace cafepos::staff {

// The members are spelled as the wire spells them.

/// No `lastLogin`: the client takes it for a date object and fails on text.
struct UserView : Person {
    std::int64_t failedLoginAttempts;
    std::optional<Timestamp> lockedUntil;
    std::optional<Timestamp> lastLoginAt;
    std::optional<Timestamp> shiftStartTime;
    std::optional<Timestamp> shiftEndTime;
    Timestamp createdAt;
    Timestamp updatedAt;
};
BOOST_DESCRIBE_STRUCT(UserView, (Person),
                      (failedLoginAttempts, lockedUntil, lastLoginAt, shiftStartTime, shiftEndTime, createdAt, updatedAt))

struct UserList {
    std::int64_t amount = 0;
    std::vector<UserView> users;
};
BOOST_DESCRIBE_STRUCT(UserList, (), (amount, users))

struct UserBody {
    std::optional<std::string> username;
    std::optional<std::string> password;
    std::optional<std::string> firstName;
    std::optional<std::string> lastName;
    std::optional<std::string> email;
    std::optional<std::string> role;
    json::Patch<std::string> pinCode;            ///< null takes it away
    json::Patch<bool> isActive;                  ///< null says nothing of a new one, and is refused of one that there is
    std::optional<bool> isPasswordTemporary;     ///< of the password beside it; never of one's own
    std::optional<std::string> currentPassword;  ///< of who changes his own password, PIN or e-mail
};
BOOST_DESCRIBE_STRUCT(UserBody, (),
                      (username, password, firstName, lastName, email, role, pinCode, isActive, isPasswordTemporary,
                       currentPassword))

struct OwnCredentials {
    std::optional<std::string> currentPassword;
    std::optional<std::string> password;
    json::Patch<std::string> pinCode;  ///< null takes it away
};
BOOST_DESCRIBE_STRUCT(OwnCredentials, (), (currentPassword, password, pinCode))

struct UserPermissions {
    Id userId;
    std::string role;
    std::vector<std::string> permissions;  ///< effective
    std::vector<std::string> granted;      ///< beyond the role
    std::vector<std::string> revoked;      ///< of the role
};
BOOST_DESCRIBE_STRUCT(UserPermissions, (), (userId, role, permissions, granted, revoked))

struct PermissionsBody {
    std::vector<std::string> permissions;
};
BOOST_DESCRIBE_STRUCT(PermissionsBody, (), (permissions))

/// A role is named by any of these; name or id.
struct RoleChoice {
    std::optional<std::string> role;
    std::optional<std::string> roleId;
    std::optional<std::string> name;
};
BOOST_DESCRIBE_STRUCT(RoleChoice, (), (role, roleId, name))

struct RoleView {
    Id id;
    std::string name;
    std::string description;
    bool isSystemRole;
    std::vector<std::string> permissions;
    Timestamp createdAt;
    Timestamp updatedAt;
};
BOOST_DESCRIBE_STRUCT(RoleView, (), (id, name, description, isSystemRole, permissions, createdAt, updatedAt))

struct RoleList {
    std::int64_t amount = 0;
    std::vector<RoleView> roles;
};
BOOST_DESCRIBE_STRUCT(RoleList, (), (amount, roles))

struct RoleBody {
    std::optional<std::string> name;
    std::optional<std::string> description;
    std::optional<std::vector<std::string>> permissions;
};
BOOST_DESCRIBE_STRUCT(RoleBody, (), (name, description, permissions))

struct PermissionView {
    std::string id;
    std::string name;
    std::string category;
    std::string description;
};
BOOST_DESCRIBE_STRUCT(PermissionView, (), (id, name, category, description))

struct PermissionList {
    std::int64_t amount = 0;
    std::vector<PermissionView> permissions;
};
BOOST_DESCRIBE_STRUCT(PermissionList, (), (amount, permissions))

struct RolePermissions {
    std::string role;
    std::vector<std::string> permissions;
};
BOOST_DESCRIBE_STRUCT(RolePermissions, (), (role, permissions))

inline std::vector<std::string> listed(const Permissions& names) { return {names.begin(), names.end()}; }

}  // namespace cafepos::staff
