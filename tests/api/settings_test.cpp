#include "on_server.h"

namespace cafepos::testing {
namespace {

class SettingsApi : public OnServer {};

TEST_F(SettingsApi, EveryoneSignedInMayReadThem) {
    for (const auto& role : role_names()) expect_success(as(role).get("/settings"));
    expect_error(nobody().get("/settings"), 401, "TOKEN_REQUIRED");
}

TEST_F(SettingsApi, HaveTheContractsSections) {
    const auto reply = as("admin").get("/settings");
    EXPECT_EQ(reply["message"].text(), "System settings retrieved successfully");
    for (const char* section : {"general", "pos", "inventory", "reports", "security"})
        EXPECT_TRUE(reply["data"][section].is_object());
}

TEST_F(SettingsApi, AreRefusedWithTheirPath) {
    const auto reply = as("manager").put("/settings", R"({"general":{"timezone":"Nowhere/Land"},"pos":{"tax":8}})");
    expect_error(reply, 400, "VALIDATION_ERROR");
    EXPECT_NE(reply.body.find("pos.tax"), std::string::npos);
}

TEST_F(SettingsApi, TaxesAreUsedByTheNextSale) {
    Client manager = as("manager");
    const std::string item = menu_item_id(manager, "Latte");
    expect_success(manager.put("/settings", R"({"pos":{"taxes":[{"name":"VAT","rate":10,"categories":[]}]}})"));
    const auto sale = manager.post("/orders", order_body(item, 10));
    expect_success(sale, 201);
    const auto cents = [&](const char* name) { return Money::parse(sale["data"]["order"][name].text())->units(); };
    EXPECT_EQ(cents("taxAmount") * 10, cents("subtotal"));
    EXPECT_EQ(cents("total"), cents("subtotal") + cents("taxAmount"));
    expect_success(manager.put("/settings", R"({"pos":{"taxes":[{"name":"Tax","rate":8,"categories":[]}]}})"));
}

TEST_F(SettingsApi, PaymentMethodsAreWhatTheSettingsSay) {
    Client manager = as("manager");
    const std::string item = menu_item_id(manager, "Latte");
    const auto refused = manager.post("/orders", order_body(item, 1, "voucher"));
    EXPECT_TRUE(refused.status == 400 || refused.status == 422) << refused.body;
    expect_success(manager.put("/settings", R"({"pos":{"paymentMethods":["cash","card","voucher"]}})"));
    expect_success(manager.post("/orders", order_body(item, 1, "voucher")), 201);
}

TEST_F(SettingsApi, SurviveARestart) {
    expect_success(as("admin").put("/settings", R"({"general":{"storeName":"Café Übersee"}})"));
    server().restart();
    EXPECT_EQ(as("trainee").get("/settings")["data"]["general"]["storeName"].text(), "Café Übersee");
}

}  // namespace
}  // namespace cafepos::testing
