#include "on_server.h"

namespace cafepos::testing {
namespace {

TEST(Commands, SeedsPlantOnceAndSayHowMuch) {
    ServerProcess server;
    server.stop();
    const auto again = server.run({"seed", "test"});
    EXPECT_EQ(again.exit_code, 0) << again.output;
    EXPECT_NE(again.output.find("Planted 0 users, 0 menu items, 0 stock items, 0 recipes"), std::string::npos) << again.output;
    const auto production = server.run({"seed", "production"});
    EXPECT_EQ(production.exit_code, 0) << production.output;
    server.start();
    const auto stock = server.client_as("admin").get("/inventory");
    EXPECT_EQ(stock["data"]["inventory"].size(), 40U) << "21 and 36, of which 17 have the same names";
}

TEST(Commands, TheDemosStockIsWorthWhatTheContractSays) {
    ServerProcess server;
    Client admin = server.client_as("admin");
    const auto stock = admin.get("/inventory");
    EXPECT_EQ(stock["data"]["totalItems"].integer(), 21);
    EXPECT_EQ(stock["data"]["lowStockItems"].integer(), 2);
    EXPECT_NE(admin.get("/inventory/valuation").body.find("2400.35"), std::string::npos);
    EXPECT_EQ(admin.get("/menu_items")["data"]["amount"].integer(), 46);
}

TEST(Commands, VerifyLooksBesideARunningServer) {
    ServerProcess server;
    Client cashier = server.client_as("cashier");
    expect_success(cashier.post("/orders", order_body(menu_item_id(cashier, "Caffe Latte"), 3)), 201);
    const auto result = server.run({"verify"});
    EXPECT_EQ(result.exit_code, 0) << result.output;
    EXPECT_NE(result.output.find("agree"), std::string::npos) << result.output;
    const auto doctor = server.run({"doctor"});
    EXPECT_NE(doctor.output.find("the database answers and fits this version"), std::string::npos) << doctor.output;
}

TEST(Commands, ACafeWithoutStaffGetsOneAdminWithAPasswordShownOnce) {
    ServerProcess server({.demo = false});
    const std::string log = server.log();
    const auto at = log.find("password   ");
    ASSERT_NE(at, std::string::npos) << log;
    const std::string password = log.substr(at + 11, 16);
    Client admin = server.client();
    admin.login("admin", password);
    EXPECT_EQ(admin.get("/auth/me")["data"]["user"]["role"].text(), "admin");
    server.restart();
    EXPECT_EQ(server.log().find("password   ", at + 11), std::string::npos) << "shown again";
}

TEST(Commands, TheTestSeedGivesTheUnusedFirstAdminTheDemosPasswordAndPin) {
    ServerProcess server({.demo = false});
    server.stop();
    const auto planted = server.run({"seed", "test"});
    EXPECT_NE(planted.output.find("Planted 4 users"), std::string::npos) << planted.output;
    server.start();
    Client admin = server.client_as("admin");
    EXPECT_EQ(admin.get("/users")["data"]["amount"].integer(), 4);
    EXPECT_EQ(admin.get("/auth/me")["data"]["user"]["email"].text(), "admin@cafepos.com");
    const auto by_pin = server.client().post("/auth/login", R"({"pinCode":"1234"})");
    EXPECT_EQ(by_pin["data"]["user"]["username"].text(), "admin");
}

TEST(Commands, TheTestSeedLeavesAnAdminWhoHasAPasswordOfHisOwn) {
    ServerProcess server({.demo = false});
    const std::string log = server.log();
    const std::string password = log.substr(log.find("password   ") + 11, 16);
    Client admin = server.client();
    admin.login("admin", password);
    server.stop();
    const auto planted = server.run({"seed", "test"});
    EXPECT_NE(planted.output.find("Planted 3 users"), std::string::npos) << planted.output;
    server.start();
    admin.login("admin", password);
    EXPECT_EQ(admin.get("/auth/me")["data"]["user"]["email"].text(), "admin@localhost");
}

TEST(Commands, WrongUseIsSaidInWords) {
    ServerProcess server;
    server.stop();  // an embedded database has one user at a time
    EXPECT_EQ(server.run({"serve", "--port", "99999"}).exit_code, 2);
    EXPECT_NE(server.run({"serve", "--port", "99999"}).output.find("PORT: '99999' is not a whole number from 0 to 65535"),
              std::string::npos);
    EXPECT_EQ(server.run({"dance"}).exit_code, 2);
    EXPECT_EQ(server.run({"user", "unlock", "nobody"}).exit_code, 2);
}

}  // namespace
}  // namespace cafepos::testing
