// The journal as an owner and his customers meet it.
#include <filesystem>
#include <fstream>
#include <thread>

#include "on_server.h"

namespace cafepos::testing {
namespace {

std::string sell(Client& client, int quantity = 1) {
    const auto reply = client.post("/orders", order_body(menu_item_id(client, "Caffe Latte"), quantity));
    expect_success(reply, 201);
    return reply["data"]["order"]["id"].text();
}

std::string value_on(const HttpReply& slip) {
    const std::size_t check = slip.body.find("Check:");
    const std::size_t value = slip.body.find_first_of("0123456789", check);
    return slip.body.substr(value, slip.body.find('\n', value) - value);
}

TEST(Journal, AnybodyMayLookUpASlipByItsValueAndReadsNoNames) {
    ServerProcess server;
    Client manager = server.client_as("manager");
    const std::string order = sell(manager, 2);
    const std::string value = value_on(manager.get("/orders/" + order + "/receipt"));
    Client anybody = server.client();
    const auto slip = anybody.get("/receipts/check/" + value);
    expect_success(slip);
    EXPECT_TRUE(slip["data"]["intact"].boolean());
    EXPECT_EQ(slip["data"]["state"].text(), "completed");
    EXPECT_EQ(slip["data"]["lines"][0]["quantity"].integer(), 2);
    EXPECT_EQ(slip.body.find("manager"), std::string::npos);
    expect_success(manager.post("/orders/" + order + "/refund", R"({"amount":1,"reason":"cold"})"));
    EXPECT_EQ(anybody.get("/receipts/check/" + value)["data"]["state"].text(), "partly_refunded");
    const auto page = anybody.get("/receipts/page/" + value);
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("The journal of this café has this receipt"), std::string::npos) << page.body;
    EXPECT_NE(page.body.find("Refunded"), std::string::npos);
    for (const char* wrong : {"x", "1-AAAA-AAAA-AAAA-AAAA", "99999-AAAA-AAAA-AAAA-AAAA"}) {
        expect_error(anybody.get(std::string("/receipts/check/") + wrong), 404, "NOT_FOUND");
        EXPECT_EQ(anybody.get(std::string("/receipts/page/") + wrong).status, 404);
    }
}

TEST(Journal, VerifyExportShowAndRotate) {
    ServerProcess server;
    Client manager = server.client_as("manager");
    const std::string order = sell(manager);
    const std::string number = manager.get("/orders/" + order)["data"]["order"]["order_number"].text();
    EXPECT_EQ(server.stop(), 0);
    const auto verified = server.run({"journal", "verify"});
    EXPECT_EQ(verified.exit_code, 0) << verified.output;
    const std::string head = verified.output.substr(verified.output.find("Its head: ") + 10, 86);
    const auto rotated = server.run({"journal", "rotate"});
    EXPECT_EQ(rotated.exit_code, 0) << rotated.output;
    const auto with_head = server.run({"journal", "verify", "--head", head.substr(0, head.find('\n'))});
    EXPECT_EQ(with_head.exit_code, 0) << with_head.output;
    EXPECT_NE(server.run({"journal", "verify", "--head", "1 0123456789abcdef 00"}).exit_code, 0);
    const auto shown = server.run({"journal", "show", order});
    EXPECT_EQ(shown.exit_code, 0) << shown.output;
    EXPECT_NE(shown.output.find("its hash is right"), std::string::npos) << shown.output;
    const auto by_number = server.run({"journal", "show", number});
    EXPECT_EQ(by_number.output, shown.output) << "what stands on the slip";
    const auto lines = server.run({"journal", "export"});
    EXPECT_TRUE(lines.output.starts_with(R"({"sequence":1,)")) << lines.output;
    EXPECT_NE(lines.output.find("key_changed"), std::string::npos);
    server.start();
    sell(manager);
    EXPECT_EQ(server.run({"verify"}).exit_code, 0);
}

// The database of yesterday under the head of today.
TEST(Journal, AnOlderCopyIsNoticedUntilSomebodyAcceptsIt) {
    ServerProcess server;
    TemporaryDirectory folder;
    Client manager = server.client_as("manager");
    sell(manager);
    EXPECT_EQ(server.stop(), 0);
    std::ifstream kept(server.data_directory() + "/journal.head");
    std::string number;
    std::string key;
    std::string hash;
    kept >> number >> key >> hash;
    ASSERT_EQ(hash.size(), 64U);
    std::ofstream(server.data_directory() + "/journal.head") << std::stoi(number) + 7 << " " << key << " " << hash << "\n";
    const auto verified = server.run({"verify"});
    EXPECT_EQ(verified.exit_code, 1);
    EXPECT_NE(verified.output.find("an older copy was restored, or its end was cut"), std::string::npos) << verified.output;
    EXPECT_NE(server.run({"doctor"}).output.find("journal accept"), std::string::npos);
    server.start();
    const auto health = server.client().get("/health");
    EXPECT_EQ(health["data"]["status"].text(), "degraded");
    EXPECT_EQ(health["data"]["services"]["journal"].text(), "error");
    sell(manager);
    EXPECT_EQ(server.stop(), 0);
    const auto accepted = server.run({"journal", "accept"});
    EXPECT_EQ(accepted.exit_code, 0) << accepted.output;
    const auto again = server.run({"verify"});
    EXPECT_EQ(again.exit_code, 0) << again.output;
    server.start();
    EXPECT_EQ(server.client().get("/health")["data"]["services"]["journal"].text(), "ok");
}

TEST(Journal, WithoutItsKeyAnEmbeddedCafeOpensAndSaysSoAndAServersDoesNot) {
    ServerProcess server;
    Client manager = server.client_as("manager");
    sell(manager);
    EXPECT_EQ(server.stop(), 0);
    std::filesystem::rename(server.data_directory() + "/journal.key", server.data_directory() + "/journal.key.mislaid");
    if (engine_under_test() == db::Database::Engine::postgres) {
        const auto refused = server.run({"seed", "production"});
        EXPECT_NE(refused.exit_code, 0);
        EXPECT_NE(refused.output.find("copy the key file"), std::string::npos) << refused.output;
        EXPECT_EQ(server.run({"journal", "rotate", "--key-lost"}).exit_code, 0);
    }
    server.start();
    sell(manager);
    EXPECT_EQ(server.client().get("/health")["data"]["services"]["journal"].text(), "error");
    EXPECT_EQ(server.run({"verify"}).exit_code, 1);
    EXPECT_EQ(server.stop(), 0);
    EXPECT_EQ(server.run({"journal", "accept"}).exit_code, 0);
    const auto verified = server.run({"verify"});
    EXPECT_EQ(verified.exit_code, 0) << verified.output;
    server.start();
}

}  // namespace
}  // namespace cafepos::testing
