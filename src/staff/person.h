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
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, username, firstName, lastName, email, role, permissions, isActive))

inline Person person_of(const User& user, const Permissions& permissions) {
    return {.id = user.id,
            .username = user.username,
            .firstName = user.first_name,
            .lastName = user.last_name,
            .email = user.email,
            .role = user.role,
            .permissions = {permissions.begin(), permissions.end()},
            .isActive = user.is_active};
}

}  // namespace cafepos::staff
