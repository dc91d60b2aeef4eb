// Every route × every kind of caller: who gets in is exactly what the contract says, and a refusal changes nothing.

#include <algorithm>
#include <map>

#include "on_server.h"
#include "tokens.h"

namespace cafepos::testing {
namespace {

struct Operation {
    std::string method;
    std::string path;
    std::string access;  // "open", "signed in" or the permission's name

    [[nodiscard]] std::string name() const { return method + " " + path; }
    [[nodiscard]] std::string target() const {
        std::string result;
        bool inside = false;
        for (const char c : path) {
            if (c == '{') result += "01934f00-0000-7000-8000-00000000dead";
            inside = (inside || c == '{') && c != '}';
            if (!inside && c != '}') result += c;
        }
        return result;
    }
};

// Described as open because LEGACY_CLIENT_UPLOADS can open it; without that switch its handler asks for a permission.
const std::map<std::string, std::string> guards_itself = {{"POST /upload/image", "menu.edit"}};

std::vector<Operation> operations_of(const Json& document) {
    std::vector<Operation> result;
    for (const auto& [path, methods] : document["paths"].members()) {
        for (const auto& [method, operation] : methods.members()) {
            std::string access = "signed in";
            if (operation["x-permission"].exists()) access = operation["x-permission"].text();
            if (operation["security"].size() == 0) access = "open";
            std::string upper = method;
            std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
            if (const auto own = guards_itself.find(upper + " " + path); own != guards_itself.end()) access = own->second;
            result.push_back({upper, path, access});
        }
    }
    return result;
}

// Contract §0 lists what is open; §5 and §8–§12 say which permission the rest needs.
const std::map<std::string, std::string> access_by_contract = {
    {"POST /auth/login", "open"},
    {"POST /auth/refresh", "open"},
    {"GET /reset-password", "open"},
    {"POST /reset-password", "open"},
    {"GET /receipts/check/{value}", "open"},
    {"GET /receipts/page/{value}", "open"},
    {"GET /health", "open"},
    {"GET /health/live", "open"},
    {"GET /health/ready", "open"},
    {"GET /metrics", "open"},
    {"GET /openapi.json", "open"},
    {"POST /auth/logout", "signed in"},
    {"GET /auth/me", "signed in"},
    {"PUT /auth/me/credentials", "signed in"},
    {"GET /auth/sessions", "signed in"},
    {"PATCH /auth/sessions", "signed in"},
    {"POST /auth/validate-session", "signed in"},
    {"GET /menu_items", "menu.view"},
    {"GET /menu_items/{id}", "menu.view"},
    {"POST /menu_items", "menu.create"},
    {"PUT /menu_items/{id}", "menu.edit"},
    {"DELETE /menu_items/{id}", "menu.delete"},
    {"POST /menu_items/bulk-import", "menu.import"},
    {"GET /menu_items/imports", "menu.import"},
    {"POST /menu_items/imports/{id}/undo", "menu.import"},
    {"GET /till_layout", "menu.view"},
    {"PUT /till_layout", "menu.edit"},
    {"POST /orders", "sales.process"},
    {"GET /orders", "sales.view_history"},
    {"GET /orders/{id}", "sales.view_history"},
    {"GET /users", "users.view"},
    {"POST /users", "users.create"},
    {"GET /users/{id}", "users.view"},
    {"PUT /users/{id}", "users.edit"},
    {"DELETE /users/{id}", "users.delete"},
    {"GET /stations", "kitchen.view"},
    {"GET /stations/{id}", "kitchen.view"},
    {"POST /stations", "kitchen.manage"},
    {"PUT /stations/{id}", "kitchen.manage"},
    {"DELETE /stations/{id}", "kitchen.manage"},
    {"GET /kitchen/tickets", "kitchen.view"},
    {"GET /kitchen/tickets/{id}", "kitchen.view"},
    {"GET /kitchen/totals", "kitchen.view"},
    {"POST /kitchen/tickets/{id}/state", "kitchen.advance"},
    {"POST /kitchen/tickets/{id}/lines/{lineId}/done", "kitchen.advance"},
    {"POST /kitchen/tickets/{id}/recall", "kitchen.advance"},
    {"POST /kitchen/tickets/{id}/acknowledge", "kitchen.advance"},
    {"GET /reports/kitchen", "reports.view"},
    {"POST /time-clock/in", "signed in"},
    {"POST /time-clock/break", "signed in"},
    {"POST /time-clock/out", "signed in"},
    {"GET /time-clock", "signed in"},
    {"POST /time-clock", "time_clock.correct"},
    {"PUT /time-clock/{id}", "time_clock.correct"},
    {"GET /reports/hours", "reports.financial"},
    {"GET /settings", "signed in"},
    {"PUT /settings", "system.settings"},
};
// Open when they exist; nothing else may be.
const std::set<std::string> may_be_open = {"POST /auth/password-reset-request",
                                           "POST /auth/validate-reset-token",
                                           "POST /auth/password-reset-confirm",
                                           "GET /uploads/{path}",
                                           "GET /tls",
                                           "GET /tls/root.crt",
                                           "GET /tls/root.mobileconfig"};

// The demo has nobody of this role.
constexpr const char* kitchen_user =
    R"({"username":"kitchen","password":"correct-horse","firstName":"K","lastName":"D","email":"k@example.org","role":"kitchen"})";

std::vector<std::string> all_roles() {
    std::vector<std::string> roles = role_names();
    roles.emplace_back("kitchen");
    return roles;
}

class Matrix : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        server_ = std::make_unique<ServerProcess>(ServerSettings{.environment = {{"JWT_SECRET", test_secret}}});
        Client admin = server_->client_as("admin");
        expect_success(admin.post("/users", kitchen_user), 201);
        operations_ = operations_of(server_->client().get("/openapi.json").json);
    }
    static void TearDownTestSuite() { server_.reset(); }

    static HttpReply call(Client& client, const Operation& operation) {
        const bool has_body = operation.method != "GET" && operation.method != "DELETE";
        return client.send(operation.method, operation.target(), has_body ? "{}" : "");
    }
    // Calls every closed route with the token; each must refuse in the same way.
    static void expect_refused(const std::string& token, int status, const std::string& error_code) {
        Client client = server_->client(token);
        for (const auto& operation : operations_) {
            if (operation.access == "open") continue;
            SCOPED_TRACE(operation.name());
            const auto reply = call(client, operation);
            if (guards_itself.contains(operation.name())) {
                EXPECT_TRUE(reply.status == 401 || reply.status == 403) << reply.body;
            } else {
                expect_error(reply, status, error_code);
            }
        }
    }
    static std::string some_token() { return server_->client_as("admin").token(); }

    static inline std::unique_ptr<ServerProcess> server_;
    static inline std::vector<Operation> operations_;
};

constexpr const char* hs256 = R"({"alg":"HS256","typ":"JWT"})";

TEST_F(Matrix, TheContractsRoutesAskForTheContractsPermissions) {
    std::map<std::string, std::string> found;
    for (const auto& operation : operations_) found[operation.name()] = operation.access;
    for (const auto& [route, access] : access_by_contract) EXPECT_EQ(found[route], access) << route;
}

TEST_F(Matrix, NothingIsOpenThatIsNotListed) {
    for (const auto& operation : operations_) {
        if (operation.access != "open" || may_be_open.contains(operation.name())) continue;
        const auto listed = access_by_contract.find(operation.name());
        EXPECT_TRUE(listed != access_by_contract.end() && listed->second == "open") << operation.name();
    }
}

TEST_F(Matrix, EveryPermissionAskedForExists) {
    for (const auto& operation : operations_) {
        if (operation.access == "open" || operation.access == "signed in") continue;
        EXPECT_TRUE(permissions_of("admin").contains(operation.access)) << operation.name() << " wants " << operation.access;
    }
}

TEST_F(Matrix, NoToken) { expect_refused("", 401, "TOKEN_REQUIRED"); }

TEST_F(Matrix, AMalformedToken) {
    expect_refused("not-a-token", 401, "TOKEN_INVALID");
    expect_refused("a.b.c", 401, "TOKEN_INVALID");
}

TEST_F(Matrix, AForgedToken) {
    const std::string claims = claims_of(some_token());
    expect_refused(signed_token(hs256, claims, test_secret), 401, "TOKEN_INVALID");  // the secret itself signs nothing
    expect_refused(signed_token(R"({"alg":"none","typ":"JWT"})", claims, signing_key()), 401, "TOKEN_INVALID");
}

TEST_F(Matrix, TheSameClaimsWithTheRightKeyGetIn) {
    Client client = server_->client(signed_token(hs256, claims_of(some_token()), signing_key()));
    expect_success(client.get("/auth/me"));
}

TEST_F(Matrix, AnExpiredToken) {
    const std::string claims = with_integer(with_integer(claims_of(some_token()), "iat", 1'600'000'000), "exp", 1'600'000'060);
    expect_refused(signed_token(hs256, claims, signing_key()), 401, "TOKEN_EXPIRED");
}

TEST_F(Matrix, ALoggedOutToken) {
    Client client = server_->client_as("manager");
    client.post("/auth/logout");
    expect_refused(client.token(), 401, "TOKEN_INVALID");
}

TEST_F(Matrix, ADeactivatedUser) {
    Client admin = server_->client_as("admin");
    const std::string id = create_user(admin, "leaver", "admin");
    Client leaver = server_->client();
    leaver.login("leaver", "correct-horse");
    expect_success(leaver.get("/auth/me"));
    expect_success(admin.patch("/users/" + id + "/deactivate"));
    expect_refused(leaver.token(), 403, "ACCOUNT_DEACTIVATED");
}

class MatrixOfRoles : public Matrix, public ::testing::WithParamInterface<std::string> {};

TEST_P(MatrixOfRoles, GetsExactlyWhatItsPermissionsAllow) {
    Client client = server_->client();
    const std::string password = GetParam() == "kitchen" ? "correct-horse" : "password123";
    client.login(GetParam(), password);
    for (const auto& operation : operations_) {
        SCOPED_TRACE(GetParam() + ": " + operation.name());
        const bool allowed = operation.access == "open" || operation.access == "signed in" ||
                             permissions_of(GetParam()).contains(operation.access);
        const auto reply = operation.path == "/events" && allowed ? client.peek(operation.target()) : call(client, operation);
        if (!allowed) {
            expect_error(reply, 403, "FORBIDDEN");
            EXPECT_NE(reply["errors"][0].text().find(operation.access), std::string::npos) << reply.body;
            EXPECT_NE(reply["details"].print().find(operation.access), std::string::npos) << reply.body;
        } else if (operation.access != "open") {
            EXPECT_NE(reply.status, 401) << reply.body;
            EXPECT_NE(reply.status, 403) << reply.body;
        }
        EXPECT_LT(reply.status, 500) << reply.body;
        if (operation.path == "/auth/logout") client.login(GetParam(), password);
    }
}

TEST_F(Matrix, APinOpensWhatThePasswordOpens) {
    for (const auto& [role, pin] : {std::pair{"manager", "2345"}, std::pair{"cashier", "3456"}, std::pair{"trainee", "4567"}}) {
        const auto signed_in = server_->client().post("/auth/login", std::string(R"({"pinCode":")") + pin + R"("})");
        ASSERT_EQ(signed_in["data"]["user"]["role"].text(), role);
        Client client = server_->client(signed_in["data"]["token"].text());
        for (const auto& operation : operations_) {
            if (operation.path == "/events" || operation.path == "/auth/logout" || operation.access == "open") continue;
            SCOPED_TRACE(std::string(role) + ": " + operation.name());
            const bool allowed = operation.access == "signed in" || permissions_of(role).contains(operation.access);
            EXPECT_EQ(call(client, operation).status == 403, !allowed);
        }
    }
}

// A role of its own that has every permission, and loses one after the other.
TEST_F(Matrix, WhoLacksOnePermissionIsKeptOutOfItsRoutesAlone) {
    Client admin = server_->client_as("admin");
    const auto of_role = [](const std::string& without) {
        std::string listed;
        for (const auto& one : permissions_of("admin")) {
            if (one != without) listed += (listed.empty() ? "\"" : ",\"") + one + "\"";
        }
        return R"({"name":"almost","description":"","permissions":[)" + listed + "]}";
    };
    const auto made = admin.post("/roles", of_role(""));
    expect_success(made, 201);
    const std::string role = "/roles/" + made["data"]["id"].text();
    create_user(admin, "almost", "almost");
    Client almost = server_->client();
    almost.login("almost", "correct-horse");
    int kept_out = 0;
    for (const auto& permission : permissions_of("admin")) {
        expect_success(admin.put(role, of_role(permission)));
        for (const auto& operation : operations_) {
            if (operation.path == "/events" || operation.path == "/auth/logout" || operation.access == "open") continue;
            SCOPED_TRACE(operation.name() + " without " + permission);
            const auto reply = call(almost, operation);
            const bool books_stock = operation.name() == "POST /inventory/import" && permission == "inventory.adjust_stock";
            EXPECT_EQ(reply.status == 403, operation.access == permission || books_stock) << reply.body;
            kept_out += operation.access == permission ? 1 : 0;
        }
    }
    EXPECT_GE(kept_out, 120);
}

INSTANTIATE_TEST_SUITE_P(Role, MatrixOfRoles, ::testing::ValuesIn(all_roles()), [](const auto& role) { return role.param; });

TEST_F(Matrix, ARefusalChangesNothing) {
    Client admin = server_->client_as("admin");
    const std::vector<std::string> views = {"/menu_items", "/orders",   "/users",
                                            "/roles",      "/settings", "/permissions/role/trainee"};
    const auto state = [&] {
        std::string all;
        for (const auto& view : views) {
            const auto reply = admin.get(view);
            expect_success(reply);
            all += reply["data"].print();
        }
        return all;
    };
    const std::string item = menu_item_id(admin, "Latte");
    const std::string trainee = admin.get("/users")["data"]["users"][3]["id"].text();
    Client client = server_->client_as("trainee");
    const std::string before = state();
    const std::vector<std::vector<std::string>> attempts = {
        {"POST", "/menu_items", R"({"name":"Free coffee","size":"Large","price":0.01})"},
        {"PUT", "/menu_items/" + item, R"({"price":0.01})"},
        {"DELETE", "/menu_items/" + item, ""},
        {"POST", "/users",
         R"({"username":"intruder","password":"correct-horse","firstName":"I","lastName":"N","email":"i@example.org","role":"admin"})"},
        {"PUT", "/users/" + trainee, R"({"role":"admin"})"},
        {"PUT", "/users/" + trainee + "/role", R"({"role":"admin"})"},
        {"PUT", "/users/" + trainee + "/permissions", R"({"permissions":["system.settings"]})"},
        {"PUT", "/settings", R"({"general":{"currency":"XXX"}})"},
    };
    for (const auto& attempt : attempts) {
        SCOPED_TRACE(attempt[0] + " " + attempt[1]);
        expect_error(client.send(attempt[0], attempt[1], attempt[2]), 403, "FORBIDDEN");
    }
    EXPECT_EQ(state(), before);
}

}  // namespace
}  // namespace cafepos::testing
