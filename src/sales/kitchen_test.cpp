// Sales and the kitchen: tickets come and go with orders.

#include <gtest/gtest.h>

#include "test_sales.h"

namespace cafepos::sales {
namespace {

using http::Method;

const db::Statement tickets_in_test{"sales_test.tickets", "SELECT COUNT(*) FROM kitchen_tickets"};
const db::Statement send_too_much{"sales_test.send_too_much", "UPDATE kitchen_lines SET quantity = quantity + 1"};
const db::Statement forget_void{"sales_test.forget_void", "UPDATE kitchen_tickets SET state = 'new'"};

class SalesAndKitchen : public ::testing::Test {
protected:
    std::string station(const std::string& name, const std::string& category) {
        return world.post("/stations", R"({"name":")" + name + R"(","categories":[")" + category + R"("]})")["station"]["id"]
            .text();
    }
    testing::Json open() { return world.get("/kitchen/tickets?state=open")["tickets"]; }

    SalesWorld world;
};

TEST_F(SalesAndKitchen, ASaleIsSharedOutToItsStations) {
    const std::string bar = station("Bar", "Coffee");
    station("Grill", "Pastries");
    const auto sold = world.sell(SalesWorld::line(world.latte, 2, R"(,"notes":"hot")") + "," + SalesWorld::line(world.bagel, 1),
                                 R"(,"customerName":"Ada")");
    const auto tickets = open();
    ASSERT_EQ(tickets.size(), 2U);
    EXPECT_EQ(tickets[0]["stationId"].text(), bar);
    EXPECT_EQ(tickets[0]["source"].text(), "order");
    EXPECT_EQ(tickets[0]["sourceId"].text(), sold["id"].text());
    EXPECT_EQ(tickets[0]["reference"].text(), sold["orderNumber"].text());
    EXPECT_EQ(tickets[0]["name"].text(), "Ada");
    EXPECT_EQ(tickets[0]["lines"][0]["name"].text(), "Latte");
    EXPECT_EQ(tickets[0]["lines"][0]["quantity"].integer(), 2);
    EXPECT_EQ(tickets[0]["lines"][0]["notes"].text(), "hot");
    EXPECT_EQ(tickets[1]["lines"][0]["name"].text(), "Bagel");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(SalesAndKitchen, WithoutStationsASaleIsAsBefore) {
    world.sell(SalesWorld::line(world.latte, 1));
    EXPECT_EQ(world.number(tickets_in_test), 0);
}

TEST_F(SalesAndKitchen, ARegistersSaleThatComesTwiceIsMadeOnce) {
    station("Bar", "Coffee");
    for (int i = 0; i < 2; ++i) world.sell(SalesWorld::line(world.latte, 1), R"(,"clientOrderId":"till-1-1")");
    EXPECT_EQ(open().size(), 1U);
}

TEST_F(SalesAndKitchen, ARefusedSaleIsNotMade) {
    station("Bar", "Coffee");
    EXPECT_EQ(world.code(Method::post, "/orders", SalesWorld::sale_body(SalesWorld::line(world.latte, 1), R"(,"amountPaid":0)")),
              "VALIDATION_ERROR");
    EXPECT_EQ(world.number(tickets_in_test), 0);
}

TEST_F(SalesAndKitchen, AVoidCancelsWhatIsNotServed) {
    station("Bar", "Coffee");
    station("Grill", "Pastries");
    const auto sold = world.sell(SalesWorld::line(world.latte, 1) + "," + SalesWorld::line(world.bagel, 1));
    world.post("/kitchen/tickets/" + open()[0]["id"].text() + "/state", R"({"state":"served"})");
    world.post("/orders/" + sold["id"].text() + "/void", R"({"reason":"rung up twice"})");
    ASSERT_EQ(open().size(), 1U);
    EXPECT_EQ(open()[0]["state"].text(), "cancelled");
    EXPECT_TRUE(open()[0]["mustAcknowledge"].boolean());
    EXPECT_EQ(world.get("/kitchen/tickets?state=served")["tickets"].size(), 1U);
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(SalesAndKitchen, AVoidedOrdersServedTicketIsNotRecalled) {
    station("Bar", "Coffee");
    const auto sold = world.sell(SalesWorld::line(world.latte, 1));
    const std::string ticket = "/kitchen/tickets/" + open()[0]["id"].text();
    world.post(ticket + "/state", R"({"state":"served"})");
    world.post("/orders/" + sold["id"].text() + "/void", R"({"reason":"rung up twice"})");
    EXPECT_EQ(world.code(Method::post, ticket + "/recall", "{}"), "TICKET_STATE");
    EXPECT_EQ(open().size(), 0U) << "nobody must acknowledge what is served";
    EXPECT_EQ(world.get(ticket)["ticket"]["state"].text(), "served");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(SalesAndKitchen, TheKitchenCountsAnOptionAsOftenAsItIsSold) {
    station("Bar", "Coffee");
    menu::OptionGroup syrup;
    syrup.name = "Syrup";
    syrup.options.emplace_back();
    syrup.options[0].name = "Vanilla";
    syrup.options[0].max_quantity = 3;
    world.db().write([&](db::Transaction& transaction) {
        syrup = menu::create_group(transaction, syrup, world.clock.now(), world.ids);
        menu::offer_groups(transaction, world.latte, {syrup.id});
    });
    const auto vanilla = [&](int quantity) {
        return R"(,"options":[{"optionId":")" + syrup.options[0].id.text() + R"(","quantity":)" + std::to_string(quantity) + "}]";
    };
    world.sell(SalesWorld::line(world.latte, 3, vanilla(2)) + "," + SalesWorld::line(world.latte, 1, vanilla(1)));
    EXPECT_EQ(open()[0]["lines"][0]["options"][0].text(), "2x Vanilla");
    const auto options = world.get("/kitchen/totals")["options"];
    ASSERT_EQ(options.size(), 1U);
    EXPECT_EQ(options[0]["name"].text(), "Vanilla");
    EXPECT_EQ(options[0]["quantity"].integer(), 7);
}

TEST_F(SalesAndKitchen, VerifyFindsWhatWasSentTooMuchAndWhatIsMadeOfAVoidedOrder) {
    station("Bar", "Coffee");
    const auto sold = world.sell(SalesWorld::line(world.latte, 1));
    world.db().write([](db::Transaction& transaction) { transaction.execute(send_too_much); });
    EXPECT_EQ(world.findings().size(), 1U);
    world.post("/orders/" + sold["id"].text() + "/void", R"({"reason":"rung up twice"})");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
    world.db().write([](db::Transaction& transaction) { transaction.execute(forget_void); });
    EXPECT_EQ(world.findings().size(), 2U) << "the ticket is in work, though nothing of it is left";
}

TEST_F(SalesAndKitchen, SalesAtOnceAreNumberedWithoutGaps) {
    station("Bar", "Coffee");
    std::vector<std::thread> tills;
    for (int i = 0; i < 8; ++i) {
        tills.emplace_back([&] {
            for (int sale = 0; sale < 5; ++sale) world.sell(SalesWorld::line(world.latte, 1));
        });
    }
    for (std::thread& till : tills) till.join();
    EXPECT_EQ(world.get("/kitchen/tickets?limit=1")["tickets"][0]["number"].integer(), 40);
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

}  // namespace
}  // namespace cafepos::sales
