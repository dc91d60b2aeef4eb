#include "rules.h"

#include <gtest/gtest.h>

#include "permissions.h"
#include "testing/call.h"
#include "testing/roles.h"

namespace cafepos::staff {
namespace {

using testing::code_of;
using testing::error_of;
using testing::permissions_of;

const std::vector<std::string> roles{"admin", "manager", "cashier", "trainee", "barista"};

UserForm good_form() {
    return {.username = "ada",
            .password = "blue teapot",
            .first_name = "Ada",
            .last_name = "Lovelace",
            .email = "ada@example.org",
            .role = "barista",
            .pin_code = "0042"};
}

std::vector<std::string> texts(const UserForm& form, FormKind kind = FormKind::create) {
    std::vector<std::string> out;
    for (const auto& error : check_user_form(form, kind, roles)) out.push_back(error.message);
    return out;
}

using Texts = std::vector<std::string>;

TEST(UserForm, AGoodOneHasNoErrors) { EXPECT_EQ(texts(good_form()), Texts()); }

TEST(UserForm, AnEmptyOneListsAllThatIsMissingInTheContractsWords) {
    EXPECT_EQ(texts({}), (Texts{"Username must be at least 3 characters", "Password must be at least 8 characters",
                                "First name is required", "Last name is required", "Valid email address is required"}));
    EXPECT_EQ(texts({}, FormKind::update), Texts());
}

struct BadField {
    std::optional<std::string> UserForm::* field;
    std::string value;
    std::string create_text;
    std::string update_text;
};

TEST(UserForm, EachFieldsBounds) {
    const std::vector<BadField> table{
        {&UserForm::username, "ad", "Username must be at least 3 characters", "Username must be at least 3 characters"},
        {&UserForm::username, std::string(51, 'a'), "Username must be 50 characters or less",
         "Username must be 50 characters or less"},
        {&UserForm::username, "a\nb", "Username must not contain control characters",
         "Username must not contain control characters"},
        {&UserForm::password, "1234567", "Password must be at least 8 characters", "Password must be at least 8 characters"},
        {&UserForm::password, std::string(257, 'x'), "Password must be 256 characters or less",
         "Password must be 256 characters or less"},
        {&UserForm::password, "PassWord123", "Password must not be one that everybody tries first",
         "Password must not be one that everybody tries first"},
        {&UserForm::first_name, "", "First name is required", "First name cannot be empty"},
        {&UserForm::first_name, std::string(51, 'a'), "First name must be 50 characters or less",
         "First name must be 50 characters or less"},
        {&UserForm::last_name, "", "Last name is required", "Last name cannot be empty"},
        {&UserForm::last_name, std::string(51, 'a'), "Last name must be 50 characters or less",
         "Last name must be 50 characters or less"},
        {&UserForm::email, "ada", "Valid email address is required", "Valid email address is required"},
        {&UserForm::email, "@example.org", "Valid email address is required", "Valid email address is required"},
        {&UserForm::email, "ada@", "Valid email address is required", "Valid email address is required"},
        {&UserForm::email, "a@b@c", "Valid email address is required", "Valid email address is required"},
        {&UserForm::email, "ada@example.org\r\nBcc: x@y", "Valid email address is required", "Valid email address is required"},
        {&UserForm::email, "a..b@example.org", "Valid email address is required", "Valid email address is required"},
        {&UserForm::email, "a@" + std::string(254, 'b'), "Valid email address is required", "Valid email address is required"},
        {&UserForm::role, "owner", "Role must be one of: admin, manager, cashier, trainee, barista",
         "Role must be one of: admin, manager, cashier, trainee, barista"},
        {&UserForm::pin_code, "123", "PIN code must be exactly 4 digits", "PIN code must be exactly 4 digits"},
        {&UserForm::pin_code, "12345", "PIN code must be exactly 4 digits", "PIN code must be exactly 4 digits"},
        {&UserForm::pin_code, "12a4", "PIN code must be exactly 4 digits", "PIN code must be exactly 4 digits"},
        {&UserForm::pin_code, "١٢٣٤", "PIN code must be exactly 4 digits", "PIN code must be exactly 4 digits"},
    };
    for (const auto& line : table) {
        UserForm form = good_form();
        form.*line.field = line.value;
        EXPECT_EQ(texts(form), Texts{line.create_text}) << line.value;
        UserForm only;
        only.*line.field = line.value;
        EXPECT_EQ(texts(only, FormKind::update), Texts{line.update_text}) << line.value;
    }
}

TEST(UserForm, MayGoAsFarAsItsBounds) {
    UserForm form = good_form();
    form.username = form.first_name = form.last_name = std::string(50, 'a');
    form.password = std::string(256, 'x');
    form.pin_code = "9999";
    EXPECT_EQ(texts(form), Texts());
    form.password = "8 teapot";
    EXPECT_EQ(texts(form), Texts());
    form.first_name = "a\nb";
    EXPECT_EQ(texts(form), Texts{"First name must not contain control characters"});
}

TEST(UserForm, BoundsCountCharactersNotBytes) {
    UserForm form = good_form();
    form.first_name = "";
    for (int i = 0; i < 50; ++i) *form.first_name += "é";
    EXPECT_EQ(texts(form), Texts());
}

TEST(UserForm, TidyingTrimsNamesButNotSecrets) {
    const UserForm form = tidied({.username = " ada ",
                                  .password = " blue teapot ",
                                  .first_name = " Ada",
                                  .last_name = "Lovelace ",
                                  .email = " Ada@Example.ORG ",
                                  .role = " barista ",
                                  .pin_code = std::nullopt});
    EXPECT_EQ(form.username, "ada");
    EXPECT_EQ(form.password, " blue teapot ");
    EXPECT_EQ(form.first_name, "Ada");
    EXPECT_EQ(form.last_name, "Lovelace");
    EXPECT_EQ(form.email, "ada@example.org");
    EXPECT_EQ(form.role, "barista");
}

TEST(UserForm, WhatIsNotSaidIsNotSaidOnceTidied) {
    const UserForm form = tidied({});
    EXPECT_FALSE(form.username || form.password || form.first_name || form.last_name || form.email || form.role || form.pin_code);
}

TEST(UserForm, WhatCannotBeSeenIsNoPartOfAUserName) {
    UserForm form;
    form.username = "a\u200Bda";
    EXPECT_EQ(tidied(form).username, "ada");
    form.username = "a\nda";
    EXPECT_EQ(tidied(form).username, "a\nda") << "for the check to refuse";
}

TEST(UserForm, ACardNumberTypedAsANameIsMasked) {
    UserForm form;
    form.first_name = form.last_name = "4111111111111111";
    form = tidied(form);
    EXPECT_EQ(form.first_name, "************1111");
    EXPECT_EQ(form.last_name, "************1111");
}

Actor actor_of(const std::string& role) {
    Actor actor;
    actor.user_id = Id::of_stored("01934f00-0000-7000-8000-00000000000a");
    actor.role = role;
    actor.permissions = permissions_of(role);
    return actor;
}

User user_of(const std::string& role) {
    User user;
    user.id = Id::of_stored("01934f00-0000-7000-8000-00000000000b");
    user.role = role;
    return user;
}

TEST(Reach, NobodyTouchesWhoMayDoMore) {
    struct Line {
        std::string actor;
        std::string target;
        bool allowed;
    };
    for (const auto& [actor, target, allowed] :
         {Line{"admin", "admin", true}, Line{"admin", "trainee", true}, Line{"manager", "admin", false},
          Line{"manager", "manager", true}, Line{"manager", "cashier", true}, Line{"cashier", "manager", false},
          Line{"trainee", "cashier", false}}) {
        const std::string code = code_of([&] { require_reach(actor_of(actor), user_of(target), permissions_of(target)); });
        EXPECT_EQ(code, allowed ? "" : "FORBIDDEN") << actor << " on " << target;
    }
}

TEST(Reach, EverybodyReachesHimself) {
    User own = user_of("cashier");
    own.id = actor_of("cashier").user_id;
    EXPECT_NO_THROW(require_reach(actor_of("cashier"), own, permissions_of("manager"))) << "what he signed in with was less";
}

TEST(Reach, WhoTouchesAnAdminIsToldThatOnlyAdminsDo) {
    const Error of_user = error_of([] { require_reach(actor_of("manager"), user_of("admin"), {}); });
    EXPECT_EQ(of_user.texts().front(), "Only an admin may change an admin");
    EXPECT_EQ(of_user.details().front().field, "role");
    Role admin;
    admin.name = "admin";
    EXPECT_EQ(error_of([&] { require_reach(actor_of("manager"), admin, {}); }).texts().front(),
              "Only an admin may give or change the role admin");
}

TEST(Reach, AnAdminIsForAdminsEvenWhenACustomRoleHasEveryPermission) {
    Actor almighty = actor_of("admin");
    almighty.role = "owner";
    EXPECT_EQ(code_of([&] { require_reach(almighty, user_of("admin"), permissions_of("admin")); }), "FORBIDDEN");
}

TEST(Reach, TheMissingPermissionIsNamed) {
    const Error error = error_of([] { require_own(actor_of("manager"), {"menu.view", "system.backup"}); });
    EXPECT_EQ(error.texts().front(), "You need the permission system.backup: ask somebody who has it");
    EXPECT_EQ(error.details().front().code, "system.backup");
}

TEST(Reach, WhatNobodyDoesToHimselfOthersMayDo) {
    const Actor admin = actor_of("admin");
    EXPECT_EQ(error_of([&] { require_other(admin, admin.user_id, "delete yourself"); }).texts().front(),
              "You cannot delete yourself");
    EXPECT_NO_THROW(require_other(admin, user_of("admin").id, "delete yourself"));
}

TEST(Reach, ASecretOfOnesOwnNeedsNoPermission) {
    const Actor trainee = actor_of("trainee");
    EXPECT_NO_THROW(require_may_reset(trainee, trainee.user_id));
    EXPECT_EQ(code_of([&] { require_may_reset(trainee, user_of("cashier").id); }), "FORBIDDEN");
    EXPECT_NO_THROW(require_may_reset(actor_of("admin"), user_of("cashier").id));
}

TEST(Reach, TheRoleAdminIsForAdmins) {
    Role role;
    role.name = "admin";
    Actor almighty = actor_of("admin");
    EXPECT_NO_THROW(require_reach(almighty, role, permissions_of("admin")));
    almighty.role = "owner";
    EXPECT_EQ(code_of([&] { require_reach(almighty, role, {}); }), "FORBIDDEN");
    role.name = "barista";
    EXPECT_NO_THROW(require_reach(actor_of("manager"), role, permissions_of("cashier")));
    EXPECT_EQ(code_of([&] { require_reach(actor_of("manager"), role, permissions_of("admin")); }), "FORBIDDEN");
}

TEST(OwnPermissions, AreTheDifferencesToTheRole) {
    const OwnPermissions own = own_permissions_for({"menu.view", "sales.refund"}, {"menu.view", "sales.process"});
    EXPECT_EQ(own.granted, Permissions{"sales.refund"});
    EXPECT_EQ(own.revoked, Permissions{"sales.process"});
    EXPECT_EQ(own_permissions_for({"menu.view"}, {"menu.view"}), OwnPermissions{});
}

TEST(KnownPermissions, TheUnknownAreNamed) {
    const Error error = error_of([] { known_permissions({"menu.view", "*", "menu"}, Code::unprocessable); });
    EXPECT_EQ(error.details().size(), 2U);
    EXPECT_EQ(error.details().front().field, "permissions[1]");
    EXPECT_EQ(status_of(error.code()), 422);
    EXPECT_EQ(error_of([] { known_permissions({"tea"}, Code::unprocessable); }).texts().front(), "There is no permission tea");
    EXPECT_EQ(known_permissions({"menu.view", "menu.view"}, Code::unprocessable).size(), 1U);
}

}  // namespace
}  // namespace cafepos::staff
