// What sales, refunds and voids at a till do to its drawer, and what the Z says of them.

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "test_sales.h"
#include "testing/scale.h"

namespace cafepos::sales {
namespace {

using http::Method;
using Json = SalesWorld::Json;

class Drawers : public ::testing::Test {
protected:
    Drawers() {
        till = world.post("/tills", R"({"name":"Bar"})")["till"]["id"].text();
        open();
        world.till = till;
    }
    void open(const std::string& opening_float = "100") {
        drawer = world.post("/drawers", R"({"tillId":")" + till + R"(","float":)" + opening_float + "}")["drawer"]["id"].text();
    }
    Json x() { return world.get("/drawers/" + drawer + "/x")["xReport"]; }
    Json close(const std::string& body = "{}") { return world.post("/drawers/" + drawer + "/close", body)["zReport"]; }
    Json move(const std::string& body) { return world.post("/drawers/" + drawer + "/movements", body)["movement"]; }
    std::string expected() { return world.get("/drawers/" + drawer)["drawer"]["expected"].text(); }
    Json by_card(const std::string& lines) {
        return world.post("/orders", R"({"items":[)" + lines + R"(],"paymentMethod":"card"})")["order"];
    }
    static Json tender(const Json& report, const std::string& method) {
        for (std::size_t i = 0; i < report["tenders"].size(); ++i) {
            if (report["tenders"][i]["method"].text() == method) return report["tenders"][i];
        }
        return {};
    }

    SalesWorld world;
    std::string till;
    std::string drawer;
};

TEST_F(Drawers, CashGoesInAndComesOutByItself) {
    const auto sold = world.sell(SalesWorld::line(world.latte, 2), R"(,"amountPaid":20)");  // 9.00 and 0.72 of tax
    EXPECT_EQ(expected(), "109.72") << "what was handed over less the change";
    by_card(SalesWorld::line(world.bagel, 1));
    EXPECT_EQ(expected(), "109.72");
    world.post(world.refund_target(sold), R"({"amount":1,"reason":"cold"})");
    EXPECT_EQ(expected(), "108.72");
    const auto mistake = world.sell(SalesWorld::line(world.latte, 1));
    world.post("/orders/" + mistake["id"].text() + "/void", R"({"reason":"typed twice"})");
    EXPECT_EQ(expected(), "108.72");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(Drawers, CashTipsLieInItAndVerifyKnows) {
    const std::string tipped =
        R"({"items":[)" + SalesWorld::line(world.latte, 2) + R"(],"payments":[{"method":"cash","tip":1.5}]})";
    world.post("/orders", tipped);
    EXPECT_EQ(expected(), "111.22");
    const auto mistake = world.post("/orders", tipped)["order"];
    world.post("/orders/" + mistake["id"].text() + "/void", R"({"reason":"typed twice"})");
    EXPECT_EQ(expected(), "111.22");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(Drawers, ARefundAndAVoidGoToTheTillThatSaysSoElseToThatOfTheSale) {
    const auto sold = world.sell(SalesWorld::line(world.latte, 2));
    world.till.clear();
    world.post(world.refund_target(sold), R"({"amount":1,"reason":"cold"})");
    EXPECT_EQ(expected(), "108.72") << "from the back office";
    const std::string bar = drawer;
    till = world.post("/tills", R"({"name":"Door"})")["till"]["id"].text();
    open("50");
    world.till = till;
    world.post(world.refund_target(sold), R"({"amount":2,"reason":"cold"})");
    EXPECT_EQ(expected(), "48");
    EXPECT_EQ(world.get("/drawers/" + bar)["drawer"]["expected"].text(), "108.72");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(Drawers, WithoutATillOrWithoutADrawerNothingIsDifferent) {
    world.till.clear();
    world.sell(SalesWorld::line(world.latte, 1));
    EXPECT_EQ(expected(), "100");
    world.till = till;
    close();
    EXPECT_EQ(world.sell(SalesWorld::line(world.latte, 1))["status"].text(), "PAID");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(Drawers, ATillThatNobodyKnowsIsNamed) {
    world.till = world.ids.next().text();
    const auto by_header = testing::error_of([&] { world.sell(SalesWorld::line(world.latte, 1)); });
    EXPECT_EQ(status_of(by_header.code()), 422);
    EXPECT_EQ(by_header.details().at(0).field, "X-Till");
    const auto by_body = testing::error_of([&] { world.sell(SalesWorld::line(world.latte, 1), R"(,"tillId":"bar")"); });
    EXPECT_EQ(status_of(by_body.code()), 422);
    EXPECT_EQ(by_body.details().at(0).field, "tillId");
    world.sell(SalesWorld::line(world.latte, 1), R"(,"tillId":")" + till + "\"");
    EXPECT_EQ(expected(), "104.86") << "the body wins over the header";
    world.till = "  ";
    world.sell(SalesWorld::line(world.latte, 1), R"(,"tillId":"")");
    EXPECT_EQ(expected(), "104.86") << "nothing in either is no till";
}

TEST_F(Drawers, ATillThatNobodyKnowsLosesNoSaleThatWasCharged) {
    world.till = world.ids.next().text();
    const auto order = world.sell(SalesWorld::line(world.latte, 1), R"(,"subtotal":4.5,"taxAmount":0.36,"total":4.86)");
    EXPECT_EQ(order["flagReasons"][0].text(), "unknown_till");
    EXPECT_EQ(order["flagReasons"].size(), 1U);
    EXPECT_EQ(expected(), "100") << "no drawer moves for a till that is none";
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(Drawers, TheZSaysWhatHappened) {
    const auto first = world.sell(SalesWorld::line(world.latte, 2));                                    // 9.72
    const auto card = by_card(SalesWorld::line(world.bagel, 4));                                        // 14.04
    world.sell(SalesWorld::line(world.latte, 2), R"(,"discountAmount":1,"discountReason":"regular")");  // 8.64
    world.post(world.refund_target(first), R"({"amount":1.08,"reason":"cold"})");
    const auto mistake = world.sell(SalesWorld::line(world.latte, 1));  // 4.86
    world.post("/orders/" + mistake["id"].text() + "/void", R"({"reason":"typed twice"})");
    move(R"({"type":"paid_in","amount":20,"reason":"change from the bank"})");
    move(R"({"type":"paid_out","amount":7.5,"reason":"milk"})");
    move(R"({"type":"drop","amount":30})");
    move(R"({"type":"no_sale"})");
    const auto before = x();
    EXPECT_TRUE(before["number"].is_null());
    EXPECT_EQ(before["cash"]["expected"].text(), "99.78");
    const auto z =
        close(R"({"counted":{"cash":{"denominations":{"50":1,"20":2,"0.5":19}},"card":13.04},"floatLeft":80,"note":"quiet"})");
    EXPECT_EQ(z["number"].integer(), 1);
    EXPECT_EQ(z["tillName"].text(), "Bar");
    EXPECT_EQ(z["sales"].print(), R"({"count":4,"amount":37.26})");
    EXPECT_EQ(z["refunds"].print(), R"({"count":1,"amount":1.08})");
    EXPECT_EQ(z["voids"].print(), R"({"count":1,"amount":4.86})");
    EXPECT_EQ(z["net"].text(), "31.32");
    EXPECT_EQ(z["discounts"].print(), R"([{"reason":"regular","count":1,"amount":1}])");
    ASSERT_EQ(z["taxes"].size(), 1U);
    EXPECT_EQ(z["taxes"][0]["gross"].text(), "31.32");
    EXPECT_EQ(z["taxes"][0]["net"].text(), "29");
    EXPECT_EQ(z["taxes"][0]["tax"].text(), "2.32");
    const auto cash = tender(z, "cash");
    EXPECT_EQ(cash["sales"].text(), "23.22");
    EXPECT_EQ(cash["expected"].text(), "99.78");
    EXPECT_EQ(cash["counted"].text(), "99.5");
    EXPECT_EQ(cash["difference"].text(), "-0.28");
    EXPECT_EQ(tender(z, "card")["difference"].text(), "-1");
    EXPECT_EQ(z["cash"]["paidIn"].text(), "20");
    EXPECT_EQ(z["cash"]["paidOut"].text(), "7.5");
    EXPECT_EQ(z["cash"]["drops"].text(), "30");
    EXPECT_EQ(z["noSales"].integer(), 1);
    EXPECT_EQ(z["movements"].size(), 3U);
    EXPECT_EQ(z["firstOrderNumber"].text(), first["orderNumber"].text());
    EXPECT_EQ(z["lastOrderNumber"].text(), mistake["orderNumber"].text());
    EXPECT_EQ(z["remarks"].size(), 2U);
    EXPECT_EQ(z["perpetual"]["net"].text(), "31.32");
    EXPECT_EQ(world.get("/z-reports/1")["zReport"], z) << "as it was answered";
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(Drawers, TheTaxesOfAZAndItsRoundingComeToWhatWasSold) {
    const auto shown = [this] { return world.call(Method::get, "/z-reports/" + close()["number"].print() + "?format=txt").body; };
    world.sell(SalesWorld::line(world.latte, 2));  // 9.72
    EXPECT_EQ(shown().find("Rounding"), std::string::npos);
    world.change_settings(R"({"pos":{"roundingMode":"nearest_nickel"}})");
    open();
    world.sell(SalesWorld::line(world.latte, 2));  // 9.70 in coins
    const std::string text = shown();
    EXPECT_NE(text.find("Net                         9.70\n"), std::string::npos) << text;
    EXPECT_NE(text.find("  Gross                     9.72\nRounding                   -0.02\n"), std::string::npos) << text;
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(Drawers, AZStaysAsItWasAndTheNextGoesOn) {
    const auto sold = world.sell(SalesWorld::line(world.latte, 1));
    const auto first = close();
    EXPECT_EQ(first["remarks"][0]["code"].text(), "not_counted");
    open("0");
    world.post("/orders/" + sold["id"].text() + "/void", R"({"reason":"after all"})");
    const auto second = close(R"({"counted":{"cash":{"amount":0}}})");
    EXPECT_EQ(second["number"].integer(), 2);
    EXPECT_EQ(second["sales"]["count"].integer(), 0);
    EXPECT_EQ(second["voids"]["count"].integer(), 1);
    EXPECT_EQ(second["cash"]["expected"].text(), "-4.86");
    EXPECT_EQ(second["perpetual"].print(), R"({"sales":4.86,"refunds":0,"voids":4.86,"net":0})");
    EXPECT_EQ(world.get("/z-reports/1")["zReport"], first);
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(Drawers, ASaleOfBeforeItWasOpenedIsNamedAsLate) {
    world.clock.advance(-std::chrono::seconds(30));
    const auto late = world.sell(SalesWorld::line(world.latte, 1));
    world.clock.advance(std::chrono::minutes(1));
    world.sell(SalesWorld::line(world.latte, 1));
    const auto z = close(R"({"counted":{"cash":{"amount":109.72}}})");
    ASSERT_EQ(z["lateSales"].size(), 1U);
    EXPECT_EQ(z["lateSales"][0]["orderNumber"].text(), late["orderNumber"].text());
    EXPECT_EQ(z["remarks"].print(), R"([{"code":"late_sales","text":"Sales of before the drawer was opened: 1"}])");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(Drawers, TheTillsPrinterTakesItsSlips) {
    world.change_settings(R"({"pos":{"printReceiptAutomatically":true}})");
    static const db::Statement add_printer{"sales_test.add_printer", R"(
        INSERT INTO printers (id, name, type, address, code_page, drawer_kick, active, created_at, updated_at)
        VALUES ($1, 'Bar', 'file', 'bar.txt', 'auto', 1, 1, 0, 0))"};
    static const db::Statement jobs_there{"sales_test.jobs_there", "SELECT COUNT(*) FROM print_jobs WHERE printer_id = $1"};
    const Id printer = world.ids.next();
    world.db().write([&](db::Transaction& transaction) { transaction.execute(add_printer, printer); });
    world.call(Method::put, "/tills/" + till, R"({"printerId":")" + printer.text() + "\"}");
    const auto sold = world.sell(SalesWorld::line(world.latte, 1));
    world.post(world.refund_target(sold), R"({"amount":1,"reason":"cold"})");
    close();
    world.post("/z-reports/1/print", "");
    const auto jobs =
        world.db().reading([&](db::Transaction& transaction) { return transaction.query_one(jobs_there, printer)->integer(0); });
    EXPECT_EQ(jobs, 3) << "the receipt, the refund's slip and the Z";
}

TEST_F(Drawers, CanBeClosedWhileSalesRun) {
    const int closes = testing::times(8, 200);
    std::atomic<int> closed = 0;
    std::vector<std::thread> threads;
    for (int seller = 0; seller < 6; ++seller) {
        threads.emplace_back([&, seller] {
            for (int i = 0; i < 2 * closes; ++i) {
                const bool card = (seller + i) % 3 == 0;
                const auto sold = card ? by_card(SalesWorld::line(world.bagel, 1)) : world.sell(SalesWorld::line(world.latte, 1));
                if (i % 5 == 0) world.post(world.refund_target(sold), R"({"amount":1,"reason":"race"})");
            }
        });
    }
    threads.emplace_back([&] {
        for (int i = 0; i < closes; ++i, ++closed) {
            move(R"({"type":"paid_in","amount":1,"reason":"race"})");
            close(R"({"counted":{"cash":{"amount":1}}})");
            open("10");
        }
    });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(closed, closes);
    close();
    std::int64_t sales = 0;
    for (int number = 1; number <= closes + 1; ++number) {
        const auto z = world.get("/z-reports/" + std::to_string(number))["zReport"];
        EXPECT_EQ(z["number"].integer(), number);
        sales += z["sales"]["count"].integer();
    }
    EXPECT_EQ(world.code(Method::get, "/z-reports/" + std::to_string(closes + 2), ""), "NOT_FOUND");
    EXPECT_LE(sales, 12 * closes) << "a sale between two drawers belongs to none";
    EXPECT_GT(sales, 0);
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(Drawers, VerifyNamesWhatDoesNotAgree) {
    world.sell(SalesWorld::line(world.latte, 1));
    close();
    static const db::Statement tamper{"sales_test.tamper_drawer",
                                      "UPDATE drawer_movements SET amount = amount - 1 WHERE type = 'sale'"};
    world.db().write([](db::Transaction& transaction) { transaction.execute(tamper); });
    const auto findings = world.findings();
    ASSERT_FALSE(findings.empty());
    EXPECT_NE(findings.front().find("Drawer " + drawer), std::string::npos) << findings.front();
}

}  // namespace
}  // namespace cafepos::sales
