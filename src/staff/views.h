#pragma once

#include "store.h"
#include "wire.h"

namespace cafepos::staff {

UserView show_user(db::Transaction& transaction, const Id& id);  ///< Error(not_found)
UserList show_users(db::Transaction& transaction);
UserPermissions show_permissions(db::Transaction& transaction, const Id& user_id);
RoleView show_role(db::Transaction& transaction, const Id& id);  ///< Error(not_found)
RoleList show_roles(db::Transaction& transaction);

}  // namespace cafepos::staff
