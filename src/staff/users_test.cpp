#include "test_staff.h"
#include "testing/reason.h"

namespace cafepos::staff {
namespace {

using http::Method;
using testing::data_of;

const db::Statement refer{"staff_test.refer",
                          "INSERT INTO role_permissions (role_id, permission_id, granted_at, granted_by) "
                          "SELECT id, 'menu.edit', 0, $1 FROM roles WHERE name = 'trainee'"};
const db::Statement actions{"staff_test.actions",
                            "SELECT action, detail, actor_name FROM audit_log WHERE entity_id = $1 ORDER BY id"};

class Users : public StaffWorld {};

std::string path(const Id& id, const std::string& more = "") { return "/users/" + id.text() + more; }

TEST_F(Users, AreListedByNameWithPermissionsAndWithoutSecrets) {
    const auto list = get("/users");
    EXPECT_EQ(list["amount"].integer(), 4);
    EXPECT_EQ(list["users"][0]["username"].text(), "admin");
    EXPECT_EQ(list["users"][3]["username"].text(), "mike");
    EXPECT_EQ(list["users"][0]["permissions"].size(), testing::permissions_of("admin").size());
    EXPECT_EQ(list["users"][1]["permissions"].size(), 4U);
    EXPECT_TRUE(list["users"][0]["lastLoginAt"].is_null());
    EXPECT_FALSE(list["users"][0]["lastLogin"].exists());
    for (const char* secret : {"passwordHash", "hash", "pin", "\"!\"", "$2b$"})
        EXPECT_EQ(list.print().find(secret), std::string::npos) << secret;
}

TEST_F(Users, CreatingStoresWhatWasSaid) {
    const auto reply = post("/users", R"({"username":" Ada ","password":"correct horse","firstName":"Ada","lastName":"Lovelace",
        "email":"Ada@Example.org","role":"manager","pinCode":"0042","isActive":true,"role_id":"x","unknown":1})");
    EXPECT_EQ(reply.status, 201);
    const auto user = data_of(reply);
    EXPECT_EQ(user["username"].text(), "Ada");
    EXPECT_EQ(user["email"].text(), "ada@example.org");
    EXPECT_EQ(user["role"].text(), "manager");
    EXPECT_EQ(user["permissions"].size(), testing::permissions_of("manager").size());
    EXPECT_EQ(user["createdAt"].text(), "2026-11-22T09:00:00.000Z");
    const Id id = Id::parse(user["id"].text()).value();
    EXPECT_TRUE(hasher.verify("correct horse", stored(id).password_hash));
    EXPECT_EQ(holder_of_pin("0042").value().id, id);
    EXPECT_EQ(get(path(id))["username"].text(), "Ada");
}

TEST_F(Users, ARoleNotSaidIsCashier) { EXPECT_EQ(stored(hire("ada")).role, "cashier"); }

TEST_F(Users, AnEmptyPinIsNone) { EXPECT_EQ(stored(hire("ada", R"(,"pinCode":"")")).username, "ada"); }

TEST_F(Users, InvalidFormsAre422WithEveryField) {
    const Error wrong = error(Method::post, "/users", R"({"username":"x","email":"nowhere","pinCode":"12"})", world.admin);
    EXPECT_EQ(status_of(wrong.code()), 422);
    EXPECT_EQ(name_of(wrong.code()), "VALIDATION_ERROR");
    EXPECT_EQ(wrong.texts().size(), 6U);
    EXPECT_EQ(wrong.details().size(), 6U);
    EXPECT_EQ(status_of(error(Method::post, "/users", R"({"username":5})", world.admin).code()), 422);
    EXPECT_EQ(status_of(error(Method::put, path(cashier.user_id), R"({"isActive":"no"})", world.admin).code()), 422);
}

TEST_F(Users, TakenNamesAre409NamingTheField) {
    hire("ada", R"(,"pinCode":"0042")");
    const auto clash = [&](const std::string& username, const std::string& email, const std::string& pin) {
        const Error taken =
            error(Method::post, "/users",
                  R"({"username":")" + username + R"(","password":"blue teapot","firstName":"N","lastName":"N","email":")" +
                      email + R"(","pinCode":")" + pin + "\"}",
                  world.admin);
        EXPECT_EQ(name_of(taken.code()), "CONFLICT");
        return taken.details().front().field;
    };
    EXPECT_EQ(clash("ADA", "new@example.org", "1111"), "username");
    EXPECT_EQ(clash("new", "ADA@example.org", "1111"), "email");
    EXPECT_EQ(clash("new", "new@example.org", "0042"), "pinCode");
    EXPECT_EQ(refusal(Method::put, path(cashier.user_id), R"({"username":"ada"})", world.admin), "CONFLICT");
    EXPECT_EQ(refusal(Method::put, path(cashier.user_id), R"({"email":"ada@example.org"})", world.admin), "CONFLICT");
    EXPECT_EQ(refusal(Method::put, path(cashier.user_id), R"({"pinCode":"0042"})", world.admin), "CONFLICT");
    EXPECT_EQ(get("/users")["amount"].integer(), 5);
}

TEST_F(Users, UpdatingChangesWhatIsSaidAndKeepsTheRest) {
    const Id id = hire("ada", R"(,"pinCode":"0042")");
    world.clock.advance(std::chrono::minutes(1));
    const auto user = data_of(put(path(id), R"({"firstName":"Augusta","email":"AUGUSTA@example.org","nonsense":true})"));
    EXPECT_EQ(user["firstName"].text(), "Augusta");
    EXPECT_EQ(user["lastName"].text(), "N");
    EXPECT_EQ(user["email"].text(), "augusta@example.org");
    EXPECT_EQ(user["updatedAt"].text(), "2026-11-22T09:01:00.000Z");
    EXPECT_EQ(holder_of_pin("0042").value().id, id);
    EXPECT_EQ(data_of(put(path(id), "{}"))["firstName"].text(), "Augusta");
}

TEST_F(Users, WhetherOneIsActiveIsNotNull) {
    const Id id = hire("ada", R"(,"isActive":null)");
    const Error refused = error(Method::put, path(id), R"({"isActive":null,"firstName":"Augusta"})", world.admin);
    EXPECT_EQ(status_of(refused.code()), 422);
    EXPECT_EQ(refused.texts().front(), "isActive must be true or false");
    EXPECT_TRUE(stored(id).is_active);
    EXPECT_EQ(stored(id).first_name, "N");
}

TEST_F(Users, UpdatingReallyChangesPasswordAndPin) {
    const Id id = hire("ada", R"(,"pinCode":"0042")");
    put(path(id), R"({"password":"another horse","pinCode":"4711"})");
    EXPECT_TRUE(hasher.verify("another horse", stored(id).password_hash));
    EXPECT_FALSE(holder_of_pin("0042"));
    EXPECT_EQ(holder_of_pin("4711").value().id, id);
    put(path(id), R"({"pinCode":null})");
    EXPECT_FALSE(holder_of_pin("4711"));
}

TEST_F(Users, AGivenPasswordMayBeTemporary) {
    const Id ada = hire("ada", R"(,"isPasswordTemporary":true)");
    EXPECT_TRUE(get(path(ada))["isPasswordTemporary"].boolean());
    EXPECT_FALSE(get(path(hire("bob")))["isPasswordTemporary"].boolean());
    put(path(ada), R"({"firstName":"Augusta"})");
    EXPECT_TRUE(stored(ada).is_password_temporary) << "another name is no other password";
    put(path(ada), R"({"password":"another horse"})");
    EXPECT_FALSE(stored(ada).is_password_temporary);
}

TEST_F(Users, WhatDoesNotExistIs404) {
    const std::string nobody = "/users/01934f00-0000-7000-8000-0000000000ff";
    for (const std::string& target : {nobody, std::string("/users/123")}) {
        EXPECT_EQ(refusal(Method::get, target, "", world.admin), "NOT_FOUND");
        EXPECT_EQ(refusal(Method::put, target, R"({"firstName":"X"})", world.admin), "NOT_FOUND");
        EXPECT_EQ(refusal(Method::remove, target, "", world.admin), "NOT_FOUND");
        EXPECT_EQ(refusal(Method::patch, target + "/activate", "{}", world.admin), "NOT_FOUND");
    }
    EXPECT_EQ(error(Method::get, nobody, "", world.admin).texts().front(), "User not found");
}

TEST_F(Users, APinRestsWhileItsHolderIsInactive) {
    const Id ada = hire("ada", R"(,"pinCode":"0042")");
    EXPECT_FALSE(data_of(patch(path(ada, "/deactivate")))["isActive"].boolean());
    EXPECT_FALSE(holder_of_pin("0042"));
    const Id bob = hire("bob", R"(,"pinCode":"0042")");
    EXPECT_EQ(holder_of_pin("0042").value().id, bob);
    EXPECT_EQ(error(Method::patch, path(ada, "/activate"), "{}", world.admin).details().front().field, "pinCode");
    EXPECT_EQ(refusal(Method::put, path(ada), R"({"isActive":true})", world.admin), "CONFLICT");
    put(path(bob), R"({"pinCode":"4711"})");
    EXPECT_TRUE(data_of(patch(path(ada, "/activate")))["isActive"].boolean());
    EXPECT_EQ(holder_of_pin("0042").value().id, ada);
}

TEST_F(Users, ActivatingWithANewPinNeedNotFearTheOldOne) {
    const Id ada = hire("ada", R"(,"pinCode":"0042")");
    patch(path(ada, "/deactivate"));
    hire("bob", R"(,"pinCode":"0042")");
    put(path(ada), R"({"isActive":true,"pinCode":"4711"})");
    EXPECT_EQ(holder_of_pin("4711").value().id, ada);
}

TEST_F(Users, SomebodyCreatedInactiveHasARestingPinToo) {
    const Id ada = hire("ada", R"(,"pinCode":"0042","isActive":false)");
    EXPECT_FALSE(holder_of_pin("0042"));
    patch(path(ada, "/activate"));
    EXPECT_EQ(holder_of_pin("0042").value().id, ada);
}

TEST_F(Users, ActivatingUnlocks) {
    world.db().write([&](db::Transaction& transaction) {
        store::record_failed_login(transaction, cashier.user_id, 7, world.clock.now() + std::chrono::hours(1));
    });
    EXPECT_EQ(get(path(cashier.user_id))["failedLoginAttempts"].integer(), 7);
    EXPECT_TRUE(get(path(cashier.user_id))["lockedUntil"].is_text());
    patch(path(cashier.user_id, "/activate"));
    EXPECT_EQ(stored(cashier.user_id).failed_login_attempts, 0);
    EXPECT_FALSE(stored(cashier.user_id).locked_until);
}

TEST_F(Users, DeletingSomebodyWithoutAHistoryErasesHim) {
    const Id ada = hire("ada", R"(,"pinCode":"0042")");
    put(path(ada, "/permissions"), R"({"permissions":["menu.view"]})");
    EXPECT_EQ(call(Method::remove, path(ada), "", world.admin).status, 204);
    world.db().read([&](db::Transaction& transaction) { EXPECT_FALSE(store::find_user(transaction, ada)); });
}

TEST_F(Users, DeletingSomebodyWithAHistoryHidesHimAndFreesHisNames) {
    const Id ada = hire("ada", R"(,"pinCode":"0042")");
    world.db().write([&](db::Transaction& transaction) { store::record_login(transaction, ada, world.clock.now()); });
    EXPECT_EQ(call(Method::remove, path(ada), "", world.admin).status, 204);
    EXPECT_EQ(get("/users")["amount"].integer(), 4);
    EXPECT_EQ(refusal(Method::get, path(ada), "", world.admin), "NOT_FOUND");
    EXPECT_EQ(refusal(Method::remove, path(ada), "", world.admin), "NOT_FOUND");
    EXPECT_EQ(refusal(Method::patch, path(ada, "/activate"), "{}", world.admin), "NOT_FOUND");
    EXPECT_EQ(stored(ada).username, "ada");
    EXPECT_FALSE(stored(ada).is_active);
    const Id successor = hire("ada", R"(,"pinCode":"0042")");
    EXPECT_NE(successor, ada);
}

TEST_F(Users, WhoeverIsPutOutIsSignedOut) {
    const Id ada = hire("ada");
    patch(path(ada, "/deactivate"));
    world.db().write([&](db::Transaction& transaction) { store::record_login(transaction, ada, world.clock.now()); });
    call(Method::remove, path(ada), "", world.admin);
    EXPECT_EQ(ended, (std::vector<std::string>{"sessions: deactivated", "sessions: deleted"}));
}

TEST_F(Users, RowsOfOtherSlicesAreAHistoryToo) {
    const Id ada = hire("ada");
    world.db().write([&](db::Transaction& transaction) { transaction.execute(refer, ada); });
    EXPECT_EQ(call(Method::remove, path(ada), "", world.admin).status, 204);
    EXPECT_TRUE(stored(ada).deleted_at);
}

TEST_F(Users, NobodyTakesHimselfOutOfOffice) {
    const std::string self = path(world.admin.user_id);
    EXPECT_EQ(error(Method::remove, self, "", world.admin).texts().front(), "You cannot delete yourself");
    EXPECT_EQ(error(Method::patch, self + "/deactivate", "{}", world.admin).texts().front(), "You cannot deactivate yourself");
    EXPECT_EQ(testing::reason_of(error(Method::remove, self, "", world.admin)), "yourself");
    EXPECT_EQ(refusal(Method::put, self, R"({"isActive":false})", world.admin), "CONFLICT");
    EXPECT_EQ(refusal(Method::put, self, R"({"role":"manager"})", world.admin), "CONFLICT");
    EXPECT_EQ(refusal(Method::put, self + "/role", R"({"role":"trainee"})", world.admin), "CONFLICT");
    EXPECT_EQ(refusal(Method::put, self + "/permissions", R"({"permissions":[]})", world.admin), "CONFLICT");
    EXPECT_EQ(data_of(put(self, R"({"firstName":"Still","role":"admin","isActive":true})"))["firstName"].text(), "Still");
}

TEST_F(Users, TheLastActiveAdminStays) {
    // Two admins who act on each other at the same time: the second finds himself the last one.
    const Actor second = world.add_user("admin", "anna");
    EXPECT_EQ(call(Method::put, path(second.user_id, "/role"), R"({"role":"cashier"})", world.admin).status, 200);
    for (const auto& [method, target, body] :
         {std::tuple{Method::put, path(world.admin.user_id, "/role"), R"({"role":"cashier"})"},
          std::tuple{Method::put, path(world.admin.user_id), R"({"role":"cashier"})"},
          std::tuple{Method::put, path(world.admin.user_id), R"({"isActive":false})"},
          std::tuple{Method::patch, path(world.admin.user_id, "/deactivate"), "{}"},
          std::tuple{Method::remove, path(world.admin.user_id), ""}}) {
        EXPECT_EQ(refusal(method, target, body, second), "CONFLICT") << target << body;
        EXPECT_EQ(testing::reason_of(error(method, target, body, second)), "last_admin") << target << body;
    }
    EXPECT_EQ(stored(world.admin.user_id).role, "admin");
    EXPECT_TRUE(stored(world.admin.user_id).is_active);
}

TEST_F(Users, AnInactiveAdminDoesNotCountAsTheOther) {
    const Actor second = world.add_user("admin", "anna");
    patch(path(second.user_id, "/deactivate"));
    EXPECT_EQ(refusal(Method::patch, path(world.admin.user_id, "/deactivate"), "{}", second), "CONFLICT");
}

TEST_F(Users, ChangesAreRecorded) {
    const Id ada = hire("ada");
    put(path(ada), R"({"firstName":"Augusta","password":"secret horse","pinCode":"4711"})");
    put(path(ada, "/role"), R"({"role":"trainee"})");
    std::vector<std::string> seen;
    world.db().read([&](db::Transaction& transaction) {
        for (const auto& row : transaction.query(actions, ada)) {
            seen.push_back(row.text(0));
            EXPECT_EQ(row.text(2), "admin");
            for (const char* secret : {"secret horse", "blue teapot", "4711"}) {
                EXPECT_EQ(row.text(1).find(secret), std::string::npos) << row.text(1);
            }
        }
    });
    EXPECT_EQ(seen, (std::vector<std::string>{"user.created", "user.updated", "user.pin_changed", "user.password_changed",
                                              "user.role_changed"}));
}

}  // namespace
}  // namespace cafepos::staff
