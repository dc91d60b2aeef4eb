#include <deque>

#include "test_auth.h"

// Whom a request speaks for is remembered: docs/adr/0043-who-asks.md.
namespace cafepos::auth {
namespace {

class ActingUserTest : public AuthWorld {
protected:
    /// They must stay: statements are known by their addresses.
    void run(const std::string& sql) {
        static std::deque<db::Statement> statements;
        const db::Statement& statement = statements.emplace_back("acting_user_test." + std::to_string(statements.size()), sql);
        world.db().write([&](db::Transaction& transaction) { EXPECT_GE(transaction.execute(statement), 1) << sql; });
    }
    static std::string described(const Actor& actor) {
        std::string text = actor.user_id.text() + " " + actor.username + " " + actor.role;
        for (const std::string& permission : actor.permissions) text += " " + permission;
        return text;
    }
};

// Whoever wrote it, and past this program: what is remembered of a user is as right as a look-up.
TEST_F(ActingUserTest, WhateverAnActorIsMadeOfActsOnTheNextRequest) {
    const std::string token = token_of("the_cashier");
    const std::string id = "'" + ids_by_role["cashier"].text() + "'";
    const std::string own = "(user_id, permission_id, granted, granted_at) VALUES (" + id + ", 'users.view', ";
    const std::string role = "(SELECT id FROM roles WHERE name = 'trainee')";
    const std::vector<std::string> changes{
        "UPDATE users SET username = 'another' WHERE id = " + id,
        "INSERT INTO user_permissions " + own + "1, 0)",
        "UPDATE user_permissions SET granted = 0 WHERE user_id = " + id,
        "UPDATE user_permissions SET granted = 1 WHERE user_id = " + id,
        "DELETE FROM user_permissions WHERE user_id = " + id,
        "UPDATE users SET role_id = " + role + " WHERE id = " + id,
        "DELETE FROM role_permissions WHERE permission_id = 'menu.view'",
        "INSERT INTO role_permissions (role_id, permission_id, granted_at) VALUES (" + role + ", 'sales.refund', 0)",
        "UPDATE role_permissions SET permission_id = 'users.delete' WHERE permission_id = 'sales.refund' AND role_id = " + role,
        "UPDATE roles SET name = 'beginner' WHERE name = 'trainee'"};
    std::string before = described(authenticated(token));
    for (const std::string& change : changes) {
        run(change);
        const std::string after = described(authenticated(token));
        EXPECT_NE(after, before) << change;
        world.db().read([&](db::Transaction& transaction) {
            EXPECT_EQ(after, described(staff::store::find_acting_user(transaction, ids_by_role["cashier"]).value().actor))
                << change;
        });
        before = after;
    }
    run("UPDATE users SET is_password_temporary = 1 WHERE id = " + id);
    EXPECT_EQ(testing::code_of([&] { authenticated(token); }), "PASSWORD_CHANGE_REQUIRED");
    run("UPDATE users SET is_active = 0 WHERE id = " + id);
    EXPECT_EQ(me(token), "ACCOUNT_DEACTIVATED");
    run("UPDATE users SET is_active = 1, deleted_at = 1 WHERE id = " + id);
    EXPECT_EQ(me(token), "USER_NOT_FOUND");
}

TEST_F(ActingUserTest, ASignInMakesNobodyBeLookedUpAgain) {
    const std::string token = token_of("the_cashier");
    authenticated(token);
    const auto before = testing::times_sent("staff.held_permissions");
    token_of("the_cashier");
    for (int i = 0; i < 5; ++i) authenticated(token);
    EXPECT_EQ(testing::times_sent("staff.held_permissions") - before, 1) << "that of the sign-in itself";
}

}  // namespace
}  // namespace cafepos::auth
