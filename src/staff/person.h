#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "staff.h"

namespace cafepos::staff {

/// What every answer that shows a user begins with, spelled as the wire spells it.
struct Person {
    Id id;
    std::string username;
    std::string firstName;
    std::string lastName;
    std::string email;
    std::string role;
    std::vector<std::string> permissions;
    bool isActive;
    bool isPasswordTemporary;  ///< signed in by it, one may do nothing but set another
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, username, firstName, lastName, email, role, permissions, isActive, isPasswordTemporary))

inline Person person_of(const User& user, const Permissions& permissions) {
    return {.id = user.id,
            .username = user.username,
            .firstName = user.first_name,
            .lastName = user.last_name,
            .email = user.email,
            .role = user.role,
            .permissions = {permissions.begin(), permissions.end()},
            .isActive = user.is_active,
            .isPasswordTemporary = user.is_password_temporary};
}

}  // namespace cafepos::staff
