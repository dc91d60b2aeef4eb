#include "router.h"

#include <gtest/gtest.h>

#include "test_server.h"

namespace cafepos::http {
namespace {

class RouterTest : public ::testing::Test {
protected:
    void add(Method method, const std::string& path) {
        table.add({method, path, Access::open(), "x"}, [](const Request<>&) -> NoContent { return {}; });
    }
    static std::string found(const Router& router, std::string_view method, std::string_view path) {
        const RouteMatch match = router.match(method, path);
        if (match.route == nullptr) return match.path_known ? "405 " + match.allow : "404";
        std::string text = match.route->endpoint.path;
        for (const auto& [name, value] : match.path_values) text += " " + name + "=" + value;
        return text;
    }

    test::FakeCommands commands;
    EndpointTable table{commands};
};

TEST_F(RouterTest, PrefersFixedSegmentsAndComesBackWhenTheyLeadNowhere) {
    add(Method::get, "/users/{id}");
    add(Method::get, "/users/roles");
    add(Method::get, "/users/roles/all/names");
    add(Method::get, "/users/{id}/{part}");
    const Router router(table);
    EXPECT_EQ(found(router, "GET", "/users/roles"), "/users/roles");
    EXPECT_EQ(found(router, "GET", "/users/7"), "/users/{id} id=7");
    EXPECT_EQ(found(router, "GET", "/users/roles/all"), "/users/{id}/{part} id=roles part=all");
    EXPECT_EQ(found(router, "GET", "/users/roles/all/names"), "/users/roles/all/names");
    EXPECT_EQ(found(router, "GET", "/users"), "404");
}

TEST_F(RouterTest, NamesTheMethodsOfAPath) {
    add(Method::get, "/orders");
    add(Method::post, "/orders");
    add(Method::remove, "/orders/{id}");
    const Router router(table);
    EXPECT_EQ(found(router, "HEAD", "/orders"), "/orders");
    EXPECT_EQ(found(router, "PUT", "/orders"), "405 GET, HEAD, POST, OPTIONS");
    EXPECT_EQ(found(router, "HEAD", "/orders/1"), "405 DELETE, OPTIONS");
    EXPECT_EQ(found(router, "OPTIONS", "/orders/1"), "405 DELETE, OPTIONS");
}

TEST_F(RouterTest, DecodesSegmentsAfterSplittingThem) {
    add(Method::get, "/permissions/role/{role}");
    const Router router(table);
    EXPECT_EQ(found(router, "GET", "/permissions/role/caf%C3%A9"), "/permissions/role/{role} role=café");
    EXPECT_EQ(found(router, "GET", "/permissions/role/a%2Fb"), "/permissions/role/{role} role=a/b");
    EXPECT_EQ(found(router, "GET", "/permissions%2Frole/a"), "404");
    EXPECT_EQ(found(router, "GET", "/permissions/role/%"), "404");
    EXPECT_EQ(found(router, "GET", "/permissions/role/"), "404");
    EXPECT_EQ(found(router, "GET", "/permissions//role/a"), "404");
    EXPECT_EQ(found(router, "GET", "/permissions/role/a/"), "404");
}

TEST_F(RouterTest, LetsEachMethodNameItsValues) {
    add(Method::get, "/alerts/{id}");
    add(Method::put, "/alerts/{alert}");
    const Router router(table);
    EXPECT_EQ(found(router, "PUT", "/alerts/1"), "/alerts/{alert} alert=1");
}

TEST_F(RouterTest, RefusesTablesThatMeanNothing) {
    add(Method::get, "/alerts/{id}");
    EXPECT_THROW(add(Method::get, "/alerts/{id}"), std::logic_error);
    add(Method::get, "/alerts/{alert}");
    EXPECT_THROW(Router{table}, std::logic_error) << "the same path under another name";
}

TEST_F(RouterTest, RefusesSegmentsThatAreHalfAName) {
    add(Method::get, "/files/{name}.csv");
    EXPECT_THROW(Router{table}, std::logic_error);
}

}  // namespace
}  // namespace cafepos::http
