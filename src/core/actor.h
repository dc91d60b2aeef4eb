#pragma once

#include <set>
#include <string>
#include <string_view>

#include "error.h"
#include "id.h"

namespace cafepos {

/// Who makes a request, as the session said at its start. A value; permissions are the effective names.
struct Actor {
    Id user_id;
    Id session_id;
    std::string username;
    std::string role;
    std::set<std::string, std::less<>> permissions;

    [[nodiscard]] bool may(std::string_view permission) const { return permissions.contains(permission); }
    /// Error(forbidden) that names the permission, if he has it not.
    void require(std::string_view permission) const {
        if (!may(permission)) throw Error::missing_permission(permission);
    }
};

}  // namespace cafepos
