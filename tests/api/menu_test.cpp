#include "on_server.h"

namespace cafepos::testing {
namespace {

class MenuApi : public OnServer {
protected:
    static std::string create(Client& client, const std::string& name, const std::string& price = "4.5") {
        const auto reply = client.post("/menu_items", R"({"name":")" + name + R"(","size":"Large","price":)" + price + "}");
        EXPECT_EQ(reply.status, 201) << reply.body;
        return reply["data"]["id"].text();
    }
};

TEST_F(MenuApi, TheDemoHasAMenuThatARegisterCanShow) {
    Client trainee = as("trainee");
    const auto reply = trainee.get("/menu_items");
    expect_success(reply);
    const auto items = reply["data"]["menu_items"];
    EXPECT_GE(items.size(), 46U);
    EXPECT_EQ(static_cast<std::size_t>(reply["data"]["amount"].integer()), items.size());
    std::string last;
    for (std::size_t i = 0; i < items.size(); ++i) {
        EXPECT_TRUE(items[i]["price"].is_number());
        EXPECT_EQ(items[i]["isActive"].print(), "true") << "or the register shows no tile";
        EXPECT_LE(last, items[i]["name"].text());
        last = items[i]["name"].text();
    }
    const auto picture = nobody().get(items[0]["imageUrl"].text());
    EXPECT_EQ(picture.status, 200) << "an <img> sends no token";
    EXPECT_EQ(picture.header("content-type"), "image/png");
}

TEST_F(MenuApi, ARegistersNewItemHasNoErrorsMember) {
    const auto reply = as("manager").post("/menu_items", R"({"name":"Affogato","size":"Regular","price":5.25})");
    EXPECT_EQ(reply.status, 201);
    EXPECT_FALSE(reply["errors"].exists());
    EXPECT_EQ(reply["data"]["price"].print(), "5.25");
    EXPECT_EQ(reply["data"]["category"].text(), "General");
}

TEST_F(MenuApi, TheListIsNotSentAgainUntilItChanges) {
    Client client = as("admin");
    const auto first = client.get("/menu_items");
    const std::string tag = first.header("etag");
    ASSERT_FALSE(tag.empty());
    EXPECT_EQ(client.get("/menu_items", {{"If-None-Match", tag}}).status, 304);
    create(client, "Tag Test");
    const auto changed = client.get("/menu_items", {{"If-None-Match", tag}});
    EXPECT_EQ(changed.status, 200);
    EXPECT_NE(changed.body.find("Tag Test"), std::string::npos);
}

TEST_F(MenuApi, ReadsFormsOfBothKinds) {
    Client client = as("admin");
    const auto plain = client.send("POST", "/menu_items", "name=Caf%C3%A9+Form&size=Small&price=3.20&isActive=false&sortOrder=4",
                                   {{"Content-Type", "application/x-www-form-urlencoded"}});
    EXPECT_EQ(plain.status, 201) << plain.body;
    EXPECT_EQ(plain["data"]["name"].text(), "Café Form");
    EXPECT_EQ(plain["data"]["isActive"].print(), "false");
    EXPECT_EQ(plain["data"]["sortOrder"].print(), "4");
    const auto multipart = client.post_form("/menu_items", {{"name", "Multi Form"}, {"size", "Small"}, {"price", "3.20"}});
    EXPECT_EQ(multipart.status, 201) << multipart.body;
}

TEST_F(MenuApi, WrongItemsAreRefusedWithEveryReason) {
    Client client = as("manager");
    struct Case {
        std::string body;
        std::vector<std::string> texts;
    };
    const std::vector<Case> cases{
        {"{}", {"Name is required", "Size is required", "Price must be a positive number"}},
        {R"({"name":"A","size":"B","price":10000})", {"Price cannot exceed 9999.99"}},
        {R"({"name":")" + std::string(101, 'x') + R"(","size":"B","price":1})", {"Name must be 100 characters or less"}},
        {R"({"name":"A","size":"B","price":1.005})", {"Price must have at most 2 decimals"}},
    };
    for (const auto& [body, texts] : cases) {
        const auto reply = client.post("/menu_items", body);
        expect_error(reply, 422, "VALIDATION_ERROR");
        ASSERT_EQ(reply["errors"].size(), texts.size()) << reply.body;
        for (std::size_t i = 0; i < texts.size(); ++i) EXPECT_EQ(reply["errors"][i].text(), texts[i]);
        EXPECT_EQ(reply["details"].size(), texts.size());
    }
    expect_error(client.post("/menu_items", "{"), 400, "INVALID_JSON");
    expect_error(client.post("/menu_items", "[1]"), 400, "INVALID_JSON");
    expect_error(client.get("/menu_items?limit=many"), 400, "VALIDATION_ERROR");
}

TEST_F(MenuApi, ASoldItemLeavesTheMenuButNotItsOrders) {
    Client client = as("admin");
    const auto id = create(client, "Short Lived", "6");
    const auto sale = client.post("/orders", order_body(id));
    expect_success(sale, 201);
    const auto gone = client.del("/menu_items/" + id);
    EXPECT_EQ(gone.status, 204);
    EXPECT_EQ(gone.body, "");
    expect_error(client.get("/menu_items/" + id), 404, "NOT_FOUND");
    EXPECT_EQ(client.get("/menu_items/" + id)["errors"][0].text(), "Menu item not found");
    EXPECT_EQ(client.get("/menu_items").body.find("Short Lived"), std::string::npos);
    EXPECT_NE(client.get("/orders/" + sale["data"]["order"]["id"].text()).body.find("Short Lived"), std::string::npos);
}

TEST_F(MenuApi, ImportsInBulkAndRehearses) {
    Client client = as("manager");
    const std::string csv = "name,size_name,size_price\r\n\"Import, One\",Small,3.5\r\n,Small,2\r\n";
    const std::vector<FormPart> dry{{"file", csv, "menu.csv", "text/csv"}, {"dryRun", "true"}};
    const std::vector<FormPart> real{{"file", csv, "menu.csv", "text/csv"}};
    const auto rehearsed = client.post_form("/menu_items/bulk-import", dry);
    expect_success(rehearsed);
    EXPECT_EQ(client.get("/menu_items?search=Import,%20One")["data"]["amount"].integer(), 0);
    const auto imported = client.post_form("/menu_items/bulk-import", real);
    expect_success(imported);
    for (const char* member : {"imported", "skipped", "errors", "details"}) {
        EXPECT_EQ(imported["data"][member], rehearsed["data"][member]) << member;
    }
    EXPECT_EQ(imported["data"]["imported"].integer(), 1);
    EXPECT_EQ(imported["data"]["errors"].integer(), 1);
    EXPECT_EQ(imported["data"]["details"][0]["row"].integer(), 2);
    EXPECT_EQ(client.get("/menu_items?search=Import,%20One")["data"]["amount"].integer(), 1);
    const auto none = client.post_form("/menu_items/bulk-import", {{"dryRun", "true"}});
    expect_error(none, 400, "VALIDATION_ERROR");
    EXPECT_EQ(none["errors"][0].text(), "CSV file is required");
}

TEST_F(MenuApi, CashiersSeeTheMenuAndChangeNothing) {
    Client cashier = as("cashier");
    const auto id = menu_item_id(cashier, "Latte");
    ASSERT_FALSE(id.empty());
    expect_error(cashier.post("/menu_items", R"({"name":"A","size":"B","price":1})"), 403, "FORBIDDEN");
    expect_error(cashier.put("/menu_items/" + id, R"({"price":1})"), 403, "FORBIDDEN");
    expect_error(cashier.del("/menu_items/" + id), 403, "FORBIDDEN");
    expect_error(cashier.post_form("/menu_items/bulk-import", {{"file", "name\nA\n", "a.csv"}}), 403, "FORBIDDEN");
    expect_error(nobody().get("/menu_items"), 401, "TOKEN_REQUIRED");
}

}  // namespace
}  // namespace cafepos::testing
