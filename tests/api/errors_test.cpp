// Whatever goes wrong, the answer is the error envelope with the right status, and tells nothing of the inside.

#include "on_server.h"

namespace cafepos::testing {
namespace {

class Errors : public OnServer {};

TEST_F(Errors, AnUnknownRoute) {
    expect_error(nobody().get("/no/such/route"), 404, "NOT_FOUND");
    expect_error(nobody().post("/health/", "{}"), 404, "NOT_FOUND");
    expect_error(as("admin").get("/orders/"), 404, "NOT_FOUND");
}

TEST_F(Errors, AWrongMethodNamesTheRightOnes) {
    const auto reply = as("admin").del("/orders");
    expect_error(reply, 405, "METHOD_NOT_ALLOWED");
    for (const char* method : {"GET", "HEAD", "POST", "OPTIONS"})
        EXPECT_NE(reply.header("allow").find(method), std::string::npos);
    EXPECT_EQ(reply.header("allow").find("DELETE"), std::string::npos);
}

TEST_F(Errors, ABodyThatIsNoJsonObject) {
    Client admin = as("admin");
    for (const char* body :
         {"{", "[1]", "5", "\"text\"", "null", "{\"name\": }", "{'name': 1}", "{\"a\":1}{\"b\":2}", "{\"a\": NaN}"}) {
        SCOPED_TRACE(body);
        expect_error(admin.post("/menu_items", body), 400, "INVALID_JSON");
    }
}

TEST_F(Errors, AnEmptyBodyCountsAsAnEmptyObject) { expect_error(as("admin").post("/menu_items", ""), 422, "VALIDATION_ERROR"); }

TEST_F(Errors, JsonThatIsNestedWithoutEnd) {
    const std::string deep = R"({"name":)" + std::string(5000, '[') + std::string(5000, ']') + "}";
    expect_error(as("admin").post("/menu_items", deep), 400, "INVALID_JSON");
}

TEST_F(Errors, AnotherContentType) {
    expect_error(as("admin").put("/settings", "<settings/>", {{"Content-Type", "application/xml"}}), 415,
                 "UNSUPPORTED_MEDIA_TYPE");
}

TEST_F(Errors, ABodyThatIsTooLarge) {
    const std::string large = R"({"name":")" + std::string(1024UL * 1024 + 1, 'x') + "\"}";
    expect_error(as("admin").put("/settings", large), 413, "PAYLOAD_TOO_LARGE");
}

TEST_F(Errors, HeadersThatAreTooLarge) {
    expect_error(nobody().get("/health/live", {{"X-Long", std::string(20'000, 'x')}}), 431, "HEADERS_TOO_LARGE");
}

TEST_F(Errors, AnIdThatIsNoneOrBelongsToNothing) {
    Client admin = as("admin");
    for (const char* id : {"123", "abc", "zz", "01934f00-0000-7000-8000-00000000dead", "01934f00-0000-7000-8000-00000000deadbeef",
                           "%2e%2e", "'%20OR%201=1"}) {
        for (const char* collection : {"/menu_items/", "/orders/", "/users/"}) {
            SCOPED_TRACE(std::string(collection) + id);
            expect_error(admin.get(collection + std::string(id)), 404, "NOT_FOUND");
        }
    }
}

TEST_F(Errors, EveryWrongFieldIsNamed) {
    const auto reply = as("admin").post("/menu_items", R"({"name":"","size":"","price":-1})");
    expect_error(reply, 422, "VALIDATION_ERROR");
    EXPECT_EQ(reply["errors"].print(), R"(["Name is required","Size is required","Price must be a positive number"])");
    ASSERT_EQ(reply["details"].size(), 3U) << reply.body;
    EXPECT_EQ(reply["details"][0]["field"].text(), "name");
    EXPECT_EQ(reply["details"][1]["field"].text(), "size");
    EXPECT_EQ(reply["details"][2]["field"].text(), "price");
    EXPECT_TRUE(reply["details"][2]["code"].is_text());
    EXPECT_EQ(reply["details"][2]["message"].text(), "Price must be a positive number");
}

TEST_F(Errors, QueryTextThatIsNoNumber) {
    Client admin = as("admin");
    for (const char* query : {"limit=x", "offset=-1", "limit=1.5", "date_from=yesterday"}) {
        SCOPED_TRACE(query);
        expect_error(admin.get("/orders?" + std::string(query)), 400, "VALIDATION_ERROR");
    }
}

TEST_F(Errors, RequestIdsDiffer) {
    const auto first = nobody().get("/nothing");
    const auto second = nobody().get("/nothing");
    EXPECT_NE(first["requestId"].text(), second["requestId"].text());
}

TEST_F(Errors, NothingOfTheInsideIsTold) {
    Client admin = as("admin");
    const std::vector<HttpReply> replies = {
        admin.post("/menu_items", R"({"name":"'; DROP TABLE users; --","size":5,"price":{}})"),
        admin.get("/orders?search=%27%22%3B--&cursor=garbage"),
        admin.get("/menu_items/%00"),
        admin.post("/auth/login", R"({"username":"' OR '1'='1","password":"x"})"),
        admin.post("/orders", R"({"items":[{"productId":"' OR 1=1","quantity":1}],"paymentMethod":"cash"})"),
    };
    for (const auto& reply : replies) {
        EXPECT_GE(reply.status, 400) << reply.body;
        EXPECT_LT(reply.status, 500) << reply.body;
        for (const char* word : {"SELECT", "INSERT", "sqlite", "SQLSTATE", "libpq", "std::", ".cpp", "/src/", "/data"}) {
            EXPECT_EQ(reply.body.find(word), std::string::npos) << word << " in " << reply.body;
        }
    }
}

TEST_F(Errors, HeadAnswersLikeGetWithoutABody) {
    Client admin = as("admin");
    const auto get = admin.get("/menu_items");
    const auto head = admin.send("HEAD", "/menu_items");
    EXPECT_EQ(head.status, 200);
    EXPECT_TRUE(head.body.empty());
    EXPECT_EQ(head.header("content-type"), get.header("content-type"));
    EXPECT_EQ(nobody().send("HEAD", "/no/such/route").status, 404);
}

TEST_F(Errors, PreflightsNeedNoToken) {
    const HeaderList asked = {{"Origin", "http://localhost:3000"},
                              {"Access-Control-Request-Method", "POST"},
                              {"Access-Control-Request-Headers", "authorization,content-type"}};
    const auto allowed = nobody().send("OPTIONS", "/orders", "", asked);
    EXPECT_EQ(allowed.status, 204);
    EXPECT_EQ(allowed.header("access-control-allow-origin"), "http://localhost:3000");
    EXPECT_NE(allowed.header("access-control-allow-headers").find("Authorization"), std::string::npos);
    EXPECT_NE(allowed.header("access-control-allow-methods").find("POST"), std::string::npos);
    EXPECT_TRUE(allowed.has_header("access-control-max-age"));
    EXPECT_NE(allowed.header("vary").find("Origin"), std::string::npos);

    const auto foreign = nobody().send("OPTIONS", "/orders", "", {{"Origin", "http://elsewhere.example"}});
    EXPECT_FALSE(foreign.has_header("access-control-allow-origin"));
    EXPECT_EQ(nobody().send("OPTIONS", "/no/such/route", "", asked).status, 404);
}

TEST_F(Errors, ErrorsToo_CarryTheCorsHeader) {
    const auto reply = nobody().get("/orders", {{"Origin", "http://localhost:5173"}});
    expect_error(reply, 401, "TOKEN_REQUIRED");
    EXPECT_EQ(reply.header("access-control-allow-origin"), "http://localhost:5173");
}

}  // namespace
}  // namespace cafepos::testing
