#include "test_staff.h"

namespace cafepos::staff {
namespace {

using http::Method;
using testing::data_of;

class Escalation : public StaffWorld {
protected:
    std::string path(const Actor& target, const std::string& more = "") { return "/users/" + target.user_id.text() + more; }
    Actor also_may_create(Actor actor) {
        actor.permissions.insert("users.create");
        return actor;
    }
    static std::string form(const std::string& role) {
        return R"({"username":"puppet","password":"blue teapot","firstName":"P","lastName":"P","email":"p@example.org","role":")" +
               role + "\"}";
    }
};

TEST_F(Escalation, AManagerLeavesAdminsAlone) {
    for (const auto& [method, more, body] :
         {std::tuple{Method::put, "", R"({"firstName":"Mallory"})"},
          std::tuple{Method::put, "", R"({"email":"mallory@example.org"})"}, std::tuple{Method::put, "", R"({"isActive":false})"},
          std::tuple{Method::put, "/role", R"({"role":"trainee"})"},
          std::tuple{Method::put, "/permissions", R"({"permissions":[]})"}, std::tuple{Method::patch, "/deactivate", "{}"},
          std::tuple{Method::patch, "/activate", "{}"}}) {
        EXPECT_EQ(refusal(method, path(world.admin, more), body, manager), "FORBIDDEN") << more << body;
    }
    EXPECT_EQ(stored(world.admin.user_id).email, "admin@example.org");
}

TEST_F(Escalation, AManagerSetsNobodysPasswordPinOrAddressButHisOwn) {
    for (const char* body : {R"({"password":"mallory's own"})", R"({"pinCode":"6666"})", R"({"pinCode":null})",
                             R"({"email":"mallory@example.org"})"}) {
        EXPECT_EQ(error(Method::put, path(cashier), body, manager).texts().front(),
                  "You need the permission users.reset_password: ask somebody who has it");
    }
    EXPECT_EQ(call(Method::put, path(cashier), R"({"email":"mike@example.org","firstName":"Mike"})", manager).status, 200)
        << "the address he has already";
    EXPECT_TRUE(mails.empty());
    EXPECT_EQ(error(Method::put, path(manager), R"({"password":"a new horse"})", manager).details().front().field,
              "currentPassword");
    EXPECT_EQ(call(Method::put, path(manager), R"({"password":"a new horse","pinCode":"6666","currentPassword":"blue teapot"})",
                   manager)
                  .status,
              200);
    EXPECT_TRUE(hasher.verify("a new horse", stored(manager.user_id).password_hash));
    ASSERT_EQ(mails.size(), 1U);
    EXPECT_EQ(mails[0].subject, "Changed: your CafePOS password and PIN code");
}

TEST_F(Escalation, NobodyMakesAnAdminWithoutBeingOne) {
    EXPECT_EQ(refusal(Method::put, path(trainee, "/role"), R"({"role":"admin"})", manager), "FORBIDDEN");
    EXPECT_EQ(refusal(Method::put, path(trainee), R"({"role":"admin"})", manager), "FORBIDDEN");
    EXPECT_EQ(refusal(Method::post, "/users", form("admin"), also_may_create(manager)), "FORBIDDEN");
    EXPECT_EQ(call(Method::post, "/users", form("cashier"), also_may_create(manager)).status, 201);
}

TEST_F(Escalation, NobodyGrantsWhatHeLacks) {
    const Error lacking =
        error(Method::put, path(trainee, "/permissions"), R"({"permissions":["menu.view","system.logs"]})", manager);
    EXPECT_EQ(name_of(lacking.code()), "FORBIDDEN");
    EXPECT_EQ(lacking.texts().front(), "You need the permission system.logs: ask somebody who has it");
    EXPECT_EQ(call(Method::put, path(trainee, "/permissions"), R"({"permissions":["menu.view","sales.refund"]})", manager).status,
              200);
}

TEST_F(Escalation, NobodyPromotesHimself) {
    EXPECT_EQ(refusal(Method::put, path(manager, "/role"), R"({"role":"admin"})", manager), "CONFLICT");
    EXPECT_EQ(refusal(Method::put, path(manager, "/permissions"), R"({"permissions":["system.logs"]})", manager), "CONFLICT");
    EXPECT_EQ(refusal(Method::put, path(manager), R"({"role":"admin"})", manager), "CONFLICT");
    EXPECT_EQ(stored(manager.user_id).role, "manager");
}

TEST_F(Escalation, NobodyTouchesAColleagueWhoWasGrantedMore) {
    const Actor colleague = world.add_user("manager", "carl");
    EXPECT_EQ(call(Method::put, path(colleague), R"({"firstName":"Carl"})", manager).status, 200);
    const auto all = testing::permissions_of("manager");
    std::string names = "\"system.backup\"";
    for (const auto& name : all) names += ",\"" + name + "\"";
    put(path(colleague, "/permissions"), R"({"permissions":[)" + names + "]}");
    EXPECT_EQ(refusal(Method::put, path(colleague), R"({"firstName":"Carla"})", manager), "FORBIDDEN");
    EXPECT_EQ(refusal(Method::put, path(colleague, "/role"), R"({"role":"trainee"})", manager), "FORBIDDEN");
}

TEST_F(Escalation, RolesAreNoWayAround) {
    const auto roles = get("/roles");
    std::string admin_id;
    std::string manager_id;
    for (std::size_t i = 0; i < roles["roles"].size(); ++i) {
        if (roles["roles"][i]["name"].text() == "admin") admin_id = roles["roles"][i]["id"].text();
        if (roles["roles"][i]["name"].text() == "manager") manager_id = roles["roles"][i]["id"].text();
    }
    EXPECT_EQ(refusal(Method::post, "/roles", R"({"name":"spy","permissions":["system.logs"]})", manager), "FORBIDDEN");
    EXPECT_EQ(refusal(Method::put, "/roles/" + manager_id, R"({"permissions":["system.logs"]})", manager), "CONFLICT");
    EXPECT_EQ(refusal(Method::put, "/roles/" + admin_id, R"({"description":"mine"})", manager), "FORBIDDEN");
    EXPECT_EQ(refusal(Method::put, "/roles/" + admin_id, R"({"permissions":["menu.view"]})", world.admin), "CONFLICT");
    const auto owner = data_of(post("/roles", R"({"name":"owner","permissions":["system.logs","menu.view"]})"));
    EXPECT_EQ(refusal(Method::put, "/roles/" + owner["id"].text(), R"({"description":"mine"})", manager), "FORBIDDEN");
    EXPECT_EQ(refusal(Method::remove, "/roles/" + owner["id"].text(), "", manager), "FORBIDDEN");
    EXPECT_EQ(refusal(Method::put, path(trainee, "/role"), R"({"role":"owner"})", manager), "FORBIDDEN");
}

struct Line {
    Method method;
    std::string target;
    std::string permission;
};

TEST_F(Escalation, EachRouteNeedsItsPermission) {
    const std::string user = "/users/" + trainee.user_id.text();
    const std::string role = "/roles/01934f00-0000-7000-8000-0000000000ff";
    const std::vector<Line> lines{
        {Method::get, "/users", "users.view"},
        {Method::get, user, "users.view"},
        {Method::post, "/users", "users.create"},
        {Method::put, user, "users.edit"},
        {Method::remove, user, "users.delete"},
        {Method::get, "/users/roles", "users.view"},
        {Method::get, user + "/permissions", "users.view"},
        {Method::put, user + "/permissions", "users.edit"},
        {Method::put, user + "/role", "users.edit"},
        {Method::patch, user + "/activate", "users.edit"},
        {Method::patch, user + "/deactivate", "users.edit"},
        {Method::get, "/permissions", "users.view"},
        {Method::get, "/permissions/role/admin", "users.view"},
        {Method::get, "/roles", "users.view"},
        {Method::get, role, "users.view"},
        {Method::post, "/roles", "users.edit"},
        {Method::put, role, "users.edit"},
        {Method::remove, role, "users.edit"},
    };
    EXPECT_EQ(lines.size() + 1, table.routes().size()) << "one's own credentials are everybody's to change";
    for (const auto& line : lines) {
        Actor almost = world.admin;
        almost.permissions.erase(line.permission);
        EXPECT_EQ(error(line.method, line.target, "{}", almost).details().front().code, line.permission) << line.target;
        Actor only = trainee;
        only.permissions = {line.permission};
        EXPECT_NE(testing::code_of([&] { call(line.method, line.target, "{}", only); }), "TOKEN_REQUIRED") << line.target;
    }
}

}  // namespace
}  // namespace cafepos::staff
