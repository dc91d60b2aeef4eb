// Eat in, take away: the service of an order, and what differs by it.

#include <gtest/gtest.h>

#include "documents.h"
#include "facts.h"
#include "test_sales.h"

namespace cafepos::sales {
namespace {

using http::Method;
using testing::Json;

/// 8 %, but 5 % on what is taken away, and 2 % on pastries that are.
class ServiceTest : public ::testing::Test {
protected:
    ServiceTest() {
        world.change_settings(R"({"pos": {"taxes": [
            {"name": "Tax", "rate": 8, "categories": []},
            {"name": "Away", "rate": 5, "categories": [], "service": "takeaway"},
            {"name": "Pastries away", "rate": 2, "categories": ["Pastries"], "service": "takeaway"}]}})");
    }
    static std::string body(const std::string& lines, const std::string& service) {
        return SalesWorld::sale_body(lines, R"(,"service":)" + service);
    }
    Json sell(const std::string& service) { return world.post("/orders", body(lines, service))["order"]; }
    std::string numbers(const std::string& service) {
        std::string found;
        const auto orders = world.get("/orders?service=" + service)["orders"];
        for (std::size_t i = 0; i < orders.size(); ++i) found += orders[i]["order_number"].text().substr(16) + " ";
        return found;
    }

    SalesWorld world;
    std::string lines = SalesWorld::line(world.latte, 2) + "," + SalesWorld::line(world.bagel, 1);  ///< 9.00 and 3.25
};

TEST_F(ServiceTest, TaxesDifferByIt) {
    EXPECT_EQ(sell("\"takeaway\"")["taxAmount"].text(), "0.52") << "5 % of 9.00 and 2 % of 3.25";
    EXPECT_EQ(sell("\"here\"")["taxAmount"].text(), "0.98");
    EXPECT_EQ(sell("\"delivery\"")["taxAmount"].text(), "0.98");
    EXPECT_EQ(sell("null")["taxAmount"].text(), "0.98");
    EXPECT_EQ(world.sell(lines)["taxAmount"].text(), "0.98");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(ServiceTest, IsShownOnlyWhereThereIsOne) {
    const auto sold = sell("\"takeaway\"");
    EXPECT_EQ(sold["service"].text(), "takeaway");
    EXPECT_EQ(world.order(sold)["service"].text(), "takeaway");
    EXPECT_EQ(world.get("/orders")["orders"][0]["service"].text(), "takeaway");
    EXPECT_EQ(world.get("/orders/" + sold["id"].text() + "/explain")["service"].text(), "takeaway");
    for (const auto& other : {sell("null"), world.sell(lines)}) {
        EXPECT_FALSE(other["service"].exists());
        EXPECT_FALSE(world.order(other)["service"].exists());
        EXPECT_FALSE(world.get("/orders/" + other["id"].text() + "/explain")["service"].exists());
    }
}

TEST_F(ServiceTest, OrdersAreListedByIt) {
    sell("\"here\"");
    sell("\"takeaway\"");
    world.sell(lines);
    sell("\"takeaway\"");
    EXPECT_EQ(numbers("takeaway"), "4 2 ");
    EXPECT_EQ(numbers("takeaway&sort=timestamp&limit=1&payment_method=cash"), "2 ");
    EXPECT_EQ(numbers("takeaway&search=ORD"), "4 2 ");
    EXPECT_EQ(numbers("none"), "3 ");
    EXPECT_EQ(numbers("all"), "4 3 2 1 ");
    EXPECT_EQ(numbers("undefined"), "4 3 2 1 ");
    EXPECT_EQ(world.get("/orders?service=takeaway&limit=1")["pagination"]["total"].integer(), 2);
    const auto error = testing::error_of([&] { world.get("/orders?service=drive-in"); });
    EXPECT_EQ(error.code(), Code::validation_error);
    EXPECT_EQ(error.details().at(0).field, "service");
}

TEST_F(ServiceTest, AnUnknownOneIsRefusedByName) {
    for (const std::string path : {"/orders", "/orders/preview"}) {
        for (const std::string service : {"\"drive-in\"", "\"\"", "1"}) {
            const auto error = testing::error_of([&] { world.post(path, body(lines, service)); });
            EXPECT_EQ(error.code(), Code::unprocessable) << path << service;
            EXPECT_EQ(error.details().at(0).field, "service");
        }
    }
    EXPECT_EQ(world.number(orders_in_test), 0);
}

TEST_F(ServiceTest, WhatWasChargedForAnUnknownOneIsStoredAndFlagged) {
    const auto sold = world.sell(lines, R"(,"total":13.23,"service":"drive-in")");
    EXPECT_EQ(sold["flagReasons"].print(), R"(["unknown_service"])");
    EXPECT_FALSE(sold["service"].exists());
    EXPECT_EQ(sold["total"].text(), "13.23");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(ServiceTest, AnExplanationNamesItWhereATaxIsForIt) {
    const auto texts = [](const Json& explained) {
        std::string all;
        for (std::size_t i = 0; i < explained["steps"].size(); ++i) {
            if (explained["steps"][i]["kind"].text() == "tax") all += explained["steps"][i]["text"].text() + "\n";
        }
        return all;
    };
    const auto preview = world.post("/orders/preview", body(lines, "\"takeaway\""));
    EXPECT_EQ(texts(preview),
              "Away 5 % (for takeaway) of 9.00, half a cent up\nPastries away 2 % (for takeaway) of 3.25, half a cent up\n");
    const auto sold = sell("\"takeaway\"");
    EXPECT_EQ(texts(world.get("/orders/" + sold["id"].text() + "/explain")),
              "Pastries away 2 % (for takeaway) of 3.25, half a cent up\nAway 5 % (for takeaway) of 9.00, half a cent up\n")
        << "stored ones are told by rate";
    EXPECT_EQ(texts(world.post("/orders/preview", body(lines, "\"here\""))), "Tax 8 % of 12.25, half a cent up\n");
}

TEST_F(ServiceTest, ARegisterThatTaxesAsIfNobodyTookItAwayIsFlagged) {
    const std::string figures = R"(,"subtotal":12.25,"taxAmount":0.98,"total":13.23)";
    EXPECT_FALSE(world.sell(lines, figures)["flagged"].boolean());
    const auto sold = world.sell(lines, figures + R"(,"service":"takeaway")");
    EXPECT_TRUE(sold["flagged"].boolean());
    EXPECT_EQ(sold["total"].text(), "13.23") << "what was taken is what is stored";
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(ServiceTest, PricesThatContainTheTaxStayWhatTheyAre) {
    world.change_settings(R"({"pos": {"taxInclusive": true}})");
    const auto away = sell("\"takeaway\"");
    EXPECT_EQ(away["total"].text(), "12.25");
    EXPECT_EQ(away["taxAmount"].text(), "0.49") << "0.43 of 9.00 and 0.06 of 3.25";
    EXPECT_EQ(sell("\"here\"")["taxAmount"].text(), "0.91");
}

TEST_F(ServiceTest, WhatComesBackHasTheTaxOfItsOrder) {
    const auto sold = sell("\"takeaway\"");
    world.change_settings(R"({"pos": {"taxes": []}})");
    const auto refund = world.post(world.refund_target(sold), R"({"amount":12.77,"reason":"cold"})")["refund"];
    EXPECT_EQ(refund["amount"].text(), "12.77");
    EXPECT_EQ(refund["taxAmount"].text(), "0.52");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(ServiceTest, TheKitchenIsTold) {
    world.post("/stations", R"({"name":"Bar","categories":["Coffee"]})");
    sell("\"takeaway\"");
    world.sell(lines);
    const auto tickets = world.get("/kitchen/tickets?state=open")["tickets"];
    ASSERT_EQ(tickets.size(), 2U);
    EXPECT_EQ(tickets[0]["service"].text(), "takeaway");
    EXPECT_TRUE(tickets[1]["service"].is_null());
}

TEST_F(ServiceTest, ReportsSumByIt) {
    world.change_settings(R"({"pos": {"roundingMode": "nearest_dime"}})");
    const auto away = sell("\"takeaway\"");
    sell("\"takeaway\"");
    sell("\"here\"");
    world.sell(lines);
    const auto voided = sell("\"delivery\"");
    world.post("/orders/" + voided["id"].text() + "/void", R"({"reason":"typed twice"})");
    world.post(world.refund_target(away), R"({"amount":5,"reason":"cold"})");
    const Date day = Date::parse("2026-11-22").value();
    const auto sums = world.db().reading([&](db::Transaction& transaction) { return sales_by_service(transaction, {day, day}); });
    ASSERT_EQ(sums.size(), 3U);
    EXPECT_EQ(sums[0].service, "takeaway");
    EXPECT_EQ(sums[0].count, 2);
    EXPECT_EQ(sums[0].charged, Money::of(2 * 1'280));
    EXPECT_EQ(sums[0].refunded, Money::of(500));
    EXPECT_EQ(sums[1].service + sums[2].service, "herenone");
    Money revenue;
    Money journal_net;
    Money net;
    for (const ServiceSum& sum : sums) {
        revenue += sum.charged - sum.refunded;
        net += sum.net;
    }
    EXPECT_EQ(revenue, Money::of(world.number(charged_in_test)));
    const auto entries = world.db().reading([&](db::Transaction& transaction) { return documents(transaction, {day, day}); });
    for (const Document& entry : entries) journal_net += entry.net;
    EXPECT_EQ(net, journal_net) << "net of the accountant's list, voids taken off";
}

TEST_F(ServiceTest, TheJournalHasThatOfTheOrder) {
    const auto sold = sell("\"takeaway\"");
    world.post(world.refund_target(sold), R"({"amount":5,"reason":"cold"})");
    world.sell(lines);
    const Date day = Date::parse("2026-11-22").value();
    const auto entries = world.db().reading([&](db::Transaction& transaction) { return documents(transaction, {day, day}); });
    ASSERT_EQ(entries.size(), 3U);
    int away = 0;
    for (const Document& entry : entries) away += entry.service == settings::Service::takeaway ? 1 : 0;
    EXPECT_EQ(away, 2) << "the sale and its refund";
}

}  // namespace
}  // namespace cafepos::sales
