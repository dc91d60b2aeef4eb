#include "permissions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "testing/roles.h"

namespace cafepos::staff {
namespace {

const SystemRole& role(std::string_view name) { return *std::ranges::find(system_roles(), name, &SystemRole::name); }

bool holds(std::string_view role_name, std::string_view permission) {
    return std::ranges::find(role(role_name).permissions, permission) != role(role_name).permissions.end();
}

TEST(Permissions, AreEachThereOnceAndTheirCategoryIsTheirFirstWord) {
    std::set<std::string_view> names;
    for (const auto& permission : all_permissions()) {
        names.insert(permission.name);
        EXPECT_EQ(permission.name.substr(0, permission.name.find('.')), permission.category);
        EXPECT_FALSE(permission.description.empty()) << permission.name;
    }
    EXPECT_EQ(names.size(), all_permissions().size());
    EXPECT_TRUE(is_permission("sales.override_price"));
    EXPECT_FALSE(is_permission("sales"));
    EXPECT_FALSE(is_permission("*"));
}

TEST(Permissions, RolesHoldAsManyAsTheContractSays) {
    for (const std::string& name : testing::role_names()) {
        EXPECT_EQ(role(name).permissions.size(), testing::permissions_of(name).size()) << name;
    }
    EXPECT_EQ(role("kitchen").permissions.size(), 2U);
    EXPECT_EQ(role("admin").permissions.size(), all_permissions().size());
}

TEST(Permissions, TheTrickyOnes) {
    EXPECT_TRUE(holds("trainee", "sales.process"));
    EXPECT_FALSE(holds("trainee", "reports.view"));
    EXPECT_TRUE(holds("kitchen", "kitchen.advance"));
    EXPECT_FALSE(holds("kitchen", "menu.view"));
    EXPECT_FALSE(holds("cashier", "kitchen.manage"));
    EXPECT_TRUE(holds("cashier", "reports.view"));
    EXPECT_FALSE(holds("cashier", "sales.refund"));
    EXPECT_TRUE(holds("manager", "users.edit"));
    EXPECT_FALSE(holds("manager", "users.create"));
    EXPECT_TRUE(holds("manager", "system.settings"));
    EXPECT_FALSE(holds("manager", "system.logs"));
}

}  // namespace
}  // namespace cafepos::staff
