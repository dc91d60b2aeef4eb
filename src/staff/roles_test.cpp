#include "test_staff.h"
#include "testing/reason.h"

namespace cafepos::staff {
namespace {

using http::Method;
using testing::body_of;
using testing::data_of;

const db::Statement setting_changes{"staff_test.setting_changes",
                                    "SELECT entity_id, actor_id FROM audit_log WHERE action = 'setting.changed'"};

class Roles : public StaffWorld {
protected:
    std::string path(const Actor& target, const std::string& more) { return "/users/" + target.user_id.text() + more; }
    std::string make(const std::string& name, const std::string& permissions) {
        return data_of(post("/roles", R"({"name":")" + name + R"(","permissions":)" + permissions + "}"))["id"].text();
    }
};

TEST_F(Roles, SeedingTwiceAddsNothingAndChangesNothing) {
    const auto id = get("/roles")["roles"][1]["id"].text();
    ASSERT_EQ(get("/roles/" + id)["name"].text(), "cashier");
    put("/roles/" + id, R"({"description":"Ours","permissions":["menu.view"]})");
    world.db().write([&](db::Transaction& transaction) { seed_roles(transaction, world.clock.now(), world.ids); });
    EXPECT_EQ(get("/roles")["amount"].integer(), 5);
    EXPECT_EQ(get("/roles/" + id)["permissions"].print(), R"(["menu.view"])");
    EXPECT_EQ(get("/roles/" + id)["description"].text(), "Ours");
}

TEST_F(Roles, HoldWhatTheContractSays) {
    for (const auto& name : testing::role_names()) {
        const auto permissions = get("/permissions/role/" + name)["permissions"];
        EXPECT_EQ(permissions.size(), testing::permissions_of(name).size());
        for (std::size_t i = 0; i < permissions.size(); ++i) {
            EXPECT_TRUE(testing::permissions_of(name).contains(permissions[i].text())) << name << permissions[i];
        }
    }
    EXPECT_EQ(refusal(Method::get, "/permissions/role/owner", "", world.admin), "NOT_FOUND");
    EXPECT_EQ(get("/permissions")["permissions"].size(), testing::permissions_of("admin").size());
    EXPECT_EQ(get("/permissions")["permissions"][0]["category"].text(), "menu");
}

TEST_F(Roles, AnswerAtTheTopLevelToo) {
    const auto list = body_of(call(Method::get, "/roles", "", world.admin));
    EXPECT_TRUE(list["success"].boolean());
    EXPECT_EQ(list["amount"].integer(), 5);
    EXPECT_EQ(list["roles"][0]["name"].text(), "admin");
    EXPECT_EQ(list["data"]["roles"].size(), 5U);
    const auto made = post("/roles", R"({"name":" Barista ","description":"Makes coffee"})");
    EXPECT_EQ(made.status, 201);
    EXPECT_EQ(body_of(made)["name"].text(), "Barista");
    EXPECT_EQ(body_of(made)["id"].text(), body_of(made)["data"]["id"].text());
    EXPECT_FALSE(data_of(made)["isSystemRole"].boolean());
    EXPECT_EQ(get("/users/roles")["amount"].integer(), 6);
}

TEST_F(Roles, WhatIsWrongIsSaid) {
    for (const char* body : {"{}", R"({"name":""})", R"({"name":"  "})", R"({"name":null})"}) {
        const Error wrong = error(Method::post, "/roles", body, world.admin);
        EXPECT_EQ(status_of(wrong.code()), 400);
        EXPECT_EQ(wrong.texts().front(), "Name is required");
    }
    EXPECT_EQ(refusal(Method::post, "/roles", R"({"name":"x","permissions":["*"]})", world.admin), "VALIDATION_ERROR");
    EXPECT_EQ(refusal(Method::post, "/roles", R"({"name":")" + std::string(51, 'x') + "\"}", world.admin), "VALIDATION_ERROR");
    EXPECT_EQ(refusal(Method::post, "/roles", R"({"name":"bar\u001bista"})", world.admin), "VALIDATION_ERROR");
    EXPECT_EQ(refusal(Method::post, "/roles", R"({"name":"manager"})", world.admin), "CONFLICT");
    EXPECT_EQ(error(Method::get, "/roles/01934f00-0000-7000-8000-0000000000ff", "", world.admin).texts().front(),
              "Role not found");
    EXPECT_EQ(refusal(Method::get, "/roles/7", "", world.admin), "NOT_FOUND");
}

TEST_F(Roles, SystemRolesStay) {
    const auto list = get("/roles")["roles"];
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string role = "/roles/" + list[i]["id"].text();
        EXPECT_EQ(refusal(Method::remove, role, "", world.admin), "CONFLICT");
        EXPECT_EQ(testing::reason_of(error(Method::remove, role, "", world.admin)), "system_role");
        EXPECT_EQ(refusal(Method::put, role, R"({"name":"renamed"})", world.admin), "CONFLICT");
        EXPECT_EQ(data_of(put(role, R"({"description":"Ours","name":")" + list[i]["name"].text() + "\"}"))["description"].text(),
                  "Ours");
    }
}

TEST_F(Roles, ACustomRoleIsGivenChangedAndRemoved) {
    const std::string role = make("Barista", R"(["menu.view","sales.process"])");
    put(path(trainee, "/role"), R"({"role":"Barista"})");
    EXPECT_EQ(effective(trainee.user_id), (Permissions{"menu.view", "sales.process"}));
    put("/roles/" + role, R"({"name":"Chief Barista","permissions":["menu.view","sales.refund"]})");
    EXPECT_EQ(effective(trainee.user_id), (Permissions{"menu.view", "sales.refund"}));
    EXPECT_EQ(stored(trainee.user_id).role, "Chief Barista");

    const Error in_use = error(Method::remove, "/roles/" + role, "", world.admin);
    EXPECT_EQ(name_of(in_use.code()), "CONFLICT");
    EXPECT_EQ(testing::reason_of(in_use), "role_in_use");
    EXPECT_NE(in_use.texts().front().find("in use by 1 user"), std::string::npos);
    put(path(trainee, "/role"), R"({"roleId":")" + get("/roles")["roles"][3]["id"].text() + "\"}");
    EXPECT_EQ(call(Method::remove, "/roles/" + role, "", world.admin).status, 204);
    EXPECT_EQ(refusal(Method::get, "/roles/" + role, "", world.admin), "NOT_FOUND");
}

// Whoever had a limit would have had none from then on.
TEST_F(Roles, ARenamedRoleKeepsItsLimitOfDiscounts) {
    const std::string role = "/roles/" + make("Barista", R"(["menu.view","sales.apply_discount"])");
    const auto limits = [&] { return json::to_text(settings.current()->pos.discountLimits); };
    world.db().write([&](db::Transaction& transaction) {
        const auto wanted =
            json::parse(R"({"pos":{"discountLimits":[{"role":"cashier","percent":20},{"role":"Barista","percent":5},
                                                                      {"role":"Chief","percent":90}]}})");
        settings.update(transaction, wanted, world.clock.now(), world.admin.user_id);
    });
    put(role, R"({"name":"Chief"})");
    EXPECT_EQ(limits(), R"([{"role":"cashier","percent":20},{"role":"Chief","percent":5}])");
    const auto changed = world.db().reading([](db::Transaction& transaction) { return transaction.query(setting_changes); });
    ASSERT_EQ(changed.size(), 1U);
    EXPECT_EQ(changed[0].text(0), "pos.discountLimits");
    EXPECT_EQ(changed[0].text(1), world.admin.user_id.text());
    put(role, R"({"description":"Makes coffee"})");
    put("/roles/" + make("Waiter", R"(["menu.view"])"), R"({"name":"Runner"})");
    EXPECT_EQ(limits(), R"([{"role":"cashier","percent":20},{"role":"Chief","percent":5}])") << "neither was renamed and had one";
}

TEST_F(Roles, ARoleHeldOnlyByTheDeletedCanBeRemoved) {
    const std::string role = make("Barista", R"(["menu.view"])");
    const Id ada = hire("ada", R"(,"role":"Barista")");
    world.db().write([&](db::Transaction& transaction) { store::record_login(transaction, ada, world.clock.now()); });
    call(Method::remove, "/users/" + ada.text(), "", world.admin);
    EXPECT_EQ(call(Method::remove, "/roles/" + role, "", world.admin).status, 204);
    EXPECT_EQ(stored(ada).username, "ada");
}

TEST_F(Roles, GrantsAndRevocationsMakeTheEffectiveSet) {
    const auto reply = data_of(put(path(trainee, "/permissions"), R"({"permissions":["menu.view","sales.refund"]})"));
    EXPECT_EQ(reply["permissions"].print(), R"(["menu.view","sales.refund"])");
    EXPECT_EQ(reply["granted"].print(), R"(["sales.refund"])");
    EXPECT_EQ(reply["revoked"].size(), 3U);
    EXPECT_EQ(effective(trainee.user_id), (Permissions{"menu.view", "sales.refund"}));
    EXPECT_EQ(get("/users")["users"][1]["permissions"].size(), 2U);
    EXPECT_EQ(get(path(trainee, "/permissions"))["permissions"].size(), 2U);

    put(path(trainee, "/permissions"), R"({"permissions":["menu.view","inventory.view","sales.process","receipts.print"]})");
    EXPECT_EQ(get(path(trainee, "/permissions"))["granted"].size(), 0U);
    EXPECT_EQ(get(path(trainee, "/permissions"))["revoked"].size(), 0U);
    EXPECT_EQ(status_of(error(Method::put, path(trainee, "/permissions"), R"({"permissions":["*"]})", world.admin).code()), 422);
    EXPECT_EQ(status_of(error(Method::put, path(trainee, "/permissions"), "{}", world.admin).code()), 422);
}

TEST_F(Roles, IndividualPermissionsEndWithTheRole) {
    put(path(cashier, "/permissions"), R"({"permissions":["menu.view","system.logs"]})");
    put(path(cashier, "/role"), R"({"role":"trainee"})");
    EXPECT_EQ(effective(cashier.user_id), testing::permissions_of("trainee"));
    put(path(cashier, "/permissions"), R"({"permissions":["system.logs"]})");
    put(path(cashier, "/role"), R"({"role":"trainee"})");
    EXPECT_EQ(effective(cashier.user_id), Permissions{"system.logs"});
}

TEST_F(Roles, AnAdminAlwaysHasEveryPermission) {
    const Actor second = world.add_user("admin", "anna");
    EXPECT_EQ(refusal(Method::put, path(second, "/permissions"), R"({"permissions":["menu.view"]})", world.admin), "CONFLICT");
    EXPECT_EQ(effective(second.user_id).size(), testing::permissions_of("admin").size());
}

TEST_F(Roles, AnUnknownRoleIs422) {
    for (const char* body : {"{}", R"({"role":"owner"})", R"({"roleId":"01934f00-0000-7000-8000-0000000000ff"})"}) {
        EXPECT_EQ(status_of(error(Method::put, path(trainee, "/role"), body, world.admin).code()), 422) << body;
    }
}

TEST_F(Roles, AreUniqueAsSpelled) {
    const std::string role = make("Shift lead", R"(["menu.view"])");
    put("/roles/" + role, R"({"name":"Manager"})");
    put(path(trainee, "/role"), R"({"role":"Manager"})");
    EXPECT_EQ(stored(trainee.user_id).role, "Manager");
    EXPECT_EQ(effective(trainee.user_id), Permissions{"menu.view"});
    EXPECT_EQ(stored(manager.user_id).role, "manager");
    EXPECT_EQ(get("/permissions/role/manager")["permissions"].size(), testing::permissions_of("manager").size());
    EXPECT_EQ(refusal(Method::post, "/roles", R"({"name":"Mana\u200bger"})", world.admin), "CONFLICT")
        << "nobody could tell them apart";
}

TEST_F(Roles, HaveNoControlCharactersInTheirNames) {
    for (const char* body : {R"({"name":"a\u001bb"})", R"({"name":"a\u009bb"})", R"({"name":"ok","description":"a\nb"})"}) {
        EXPECT_EQ(refusal(Method::post, "/roles", body, world.admin), "VALIDATION_ERROR") << body;
    }
    EXPECT_EQ(error(Method::post, "/roles", R"({"name":"\u200b"})", world.admin).texts().front(), "Name is required");
}

TEST_F(Roles, AUserNameIsComparedInEveryAlphabetAndWithoutWhatIsInvisible) {
    const auto form = [](const std::string& username, const std::string& email) {
        return R"({"username":")" + username + R"(","password":"blue teapot","firstName":"N","lastName":"N","email":")" + email +
               R"(@example.org"})";
    };
    const auto zoe = Id::parse(data_of(post("/users", form("Zoë", "zoe")))["id"].text());
    EXPECT_EQ(refusal(Method::post, "/users", form(R"(ZO\u00cb\u200b)", "z"), world.admin), "CONFLICT");
    const auto found =
        world.db().reading([](db::Transaction& transaction) { return store::find_user_by_name(transaction, "zoe\u0308"); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, zoe);
    EXPECT_EQ(data_of(post("/users", form(R"(an\u200bna)", "anna")))["username"].text(), "anna");
    EXPECT_TRUE(world.db().reading([](db::Transaction& transaction) { return verify(transaction); }).empty());
}

}  // namespace
}  // namespace cafepos::staff
