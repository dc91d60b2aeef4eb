#include <gtest/gtest.h>

#include "db/table.h"
#include "test_tabs.h"
#include "testing/reason.h"

namespace cafepos::tabs {
namespace {

using http::Method;
using Json = testing::Json;

const db::Statement raise_prices{"tabs_test.raise_prices", "UPDATE menu_items SET price = price + 100"};
const db::Statement lose_a_sale{"tabs_test.lose_a_sale", "DELETE FROM tab_sales"};
const db::Statement archive_menu{"tabs_test.archive", "UPDATE menu_items SET archived_at = 1"};
const db::Statement raise_to_the_most{"tabs_test.raise_to_the_most", "UPDATE tab_lines SET unit_price = 9000000000000000000"};
const db::Statement strange_status{"tabs_test.strange_status", "UPDATE tabs SET status = 'parked'"};
const db::Query<std::string> kinds_of_events{"tabs_test.event_kinds",
                                             "SELECT kind FROM events WHERE kind LIKE 'tab.%' ORDER BY id"};

class TabRoutes : public ::testing::Test {
protected:
    TabsWorld world;
    Actor cashier = world.add_user("cashier", "casey");
    Actor trainee = world.add_user("trainee", "tim");

    std::string two_lattes_and_a_bagel() { return TabsWorld::line(world.latte, 2) + "," + TabsWorld::line(world.bagel, 1); }
    void expect_sound() { EXPECT_EQ(world.findings(), std::vector<std::string>{}); }
};

TEST_F(TabRoutes, StatementsFitTheirStructs) { EXPECT_EQ(world.db().prepare_all(), std::vector<std::string>{}); }

TEST_F(TabRoutes, ATabIsOpenedAndShowsWhatItCosts) {
    const auto tab = world.open(two_lattes_and_a_bagel(), R"(,"name":"Ada","table":"4","guests":2,"service":"here")");
    EXPECT_EQ(tab["number"].text(), "TAB-20261122-0001");
    EXPECT_EQ(tab["status"].text(), "open");
    EXPECT_EQ(tab["version"].text(), "1");
    EXPECT_EQ(tab["service"].text(), "here");
    EXPECT_EQ(tab["figures"]["subtotal"].text(), "12.25");
    EXPECT_EQ(tab["figures"]["total"].text(), "13.23");
    EXPECT_EQ(world.open("")["number"].text(), "TAB-20261122-0002");
    EXPECT_EQ(world.get("/tabs?status=open")["tabs"].size(), 2U);
    EXPECT_EQ(world.get("/tabs?table=4")["tabs"].size(), 1U);
    const auto page = world.get("/tabs?limit=1");
    EXPECT_EQ(world.get("/tabs?limit=1&cursor=" + page["nextCursor"].text())["tabs"][0]["id"].text(), tab["id"].text());
    EXPECT_EQ(world.number(units_sold_in_test), 0);
}

TEST_F(TabRoutes, WhatIsSentAgainIsThereOnce) {
    const auto tab = world.open(TabsWorld::line(world.latte, 1, R"(,"clientLineId":"a")"), R"(,"clientTabId":"till-1-7")");
    EXPECT_EQ(world.open("", R"(,"clientTabId":"till-1-7")")["id"].text(), tab["id"].text());
    world.add(tab, TabsWorld::line(world.latte, 1, R"(,"clientLineId":"b")"));
    const auto again = world.add(tab, TabsWorld::line(world.latte, 1, R"(,"clientLineId":"a")") + "," +
                                          TabsWorld::line(world.latte, 1, R"(,"clientLineId":"b")"));
    EXPECT_EQ(again["lines"].size(), 2U);
    EXPECT_EQ(again["version"].text(), "2");
}

// The same id twice in one request was a 500, for ever.
TEST_F(TabRoutes, ALineThatIsNamedTwiceInOneRequestIsOpenedOnce) {
    const std::string line = TabsWorld::line(world.latte, 1, R"(,"clientLineId":"a")");
    const auto tab = world.open(line + "," + line);
    EXPECT_EQ(tab["lines"].size(), 1U);
    EXPECT_EQ(world.add(tab, line + "," + line)["version"].text(), "1");
}

// Another payment under the number of one that was made was answered as if it had been made.
TEST_F(TabRoutes, OneNumberOfTheRegisterIsOneSettlement) {
    auto tab = world.open(TabsWorld::line(world.latte, 3));
    const std::string id = R"(,"clientOrderId":"till-1-1","lines":[)";
    world.settle(tab, id + TabsWorld::part(tab, 0, 1) + "]");
    EXPECT_EQ(world.settle(tab, id + TabsWorld::part(tab, 0, 1) + "]")["tab"]["version"].text(), "2") << "asked again";
    EXPECT_EQ(
        world.code(Method::post, TabsWorld::path(tab, "/settle"),
                   TabsWorld::of(world.now(tab), R"(,"payments":[{"method":"card"}])" + id + TabsWorld::part(tab, 0, 2) + "]")),
        "CONFLICT");
    EXPECT_EQ(world.number(units_sold_in_test), 1);
}

// A note that the kitchen never heard of: no nuts.
TEST_F(TabRoutes, NotesOfWhatWasSentDoNotChangeUnheard) {
    auto tab = world.open(TabsWorld::line(world.bagel, 1) + "," + TabsWorld::line(world.latte, 1));
    tab = world.post(TabsWorld::path(tab, "/send"), TabsWorld::of(tab))["tab"];
    const std::string no_nuts = R"(,"notes":"no nuts")";
    EXPECT_EQ(world.code(Method::patch, TabsWorld::line_path(tab, 0), TabsWorld::of(tab, no_nuts)), "VALIDATION_ERROR");
    EXPECT_EQ(world.code(Method::patch, TabsWorld::line_path(tab, 1), TabsWorld::of(tab, no_nuts)), "") << "no station makes it";
}

TEST_F(TabRoutes, WhatIsPaidStaysWhereItWasPaid) {
    auto tab = world.open(TabsWorld::line(world.latte, 2));
    const auto other = world.open("");
    const auto move = [&](const std::string& lines) {
        return world.code(Method::post, TabsWorld::path(tab, "/move-lines"),
                          TabsWorld::of(world.now(tab), R"(,"into":")" + other["id"].text() + R"(","lines":[)" + lines + "]"));
    };
    const std::string line = '"' + tab["lines"][0]["id"].text() + '"';
    EXPECT_EQ(move(""), "VALIDATION_ERROR");
    EXPECT_EQ(move(line + "," + line), "VALIDATION_ERROR");
    world.settle(tab, R"(,"lines":[)" + TabsWorld::part(tab, 0, 1) + "]");
    EXPECT_EQ(move(line), "VALIDATION_ERROR");
    EXPECT_EQ(world.now(other)["version"].text(), "1");
    expect_sound();
}

TEST_F(TabRoutes, TwoVersionsInOneRequestAreNone) {
    const auto tab = world.open(TabsWorld::line(world.latte, 1));
    EXPECT_EQ(testing::code_of(
                  [&] { world.call(Method::patch, TabsWorld::path(tab), TabsWorld::of(tab, R"(,"name":"Ada")"), nullptr, "9"); }),
              "VALIDATION_ERROR");
}

TEST_F(TabRoutes, SettlingAllMakesOneOrder) {
    const auto tab = world.open(two_lattes_and_a_bagel());
    const auto settled = world.settle(tab);
    EXPECT_EQ(settled["order"]["total"].text(), "13.23");
    EXPECT_EQ(settled["order"]["status"].text(), "PAID");
    EXPECT_EQ(settled["tab"]["status"].text(), "settled");
    EXPECT_EQ(settled["tab"]["orderIds"][0].text(), settled["order"]["id"].text());
    EXPECT_EQ(settled["tab"]["figures"]["total"].text(), "0");
    EXPECT_EQ(world.code(Method::post, TabsWorld::path(tab, "/settle"),
                         TabsWorld::of(settled["tab"], R"(,"payments":[{"method":"card"}])")),
              "TAB_CLOSED");
    EXPECT_EQ(testing::reason_in([&] { world.add(tab, TabsWorld::line(world.latte, 1)); }), "tab_closed");
    expect_sound();
}

TEST_F(TabRoutes, PartsAreSettledOneByOneUntilNothingIsLeft) {
    auto tab = world.open(two_lattes_and_a_bagel());
    const auto first = world.settle(tab, R"(,"lines":[)" + TabsWorld::part(tab, 0, 1) + "]");
    EXPECT_EQ(first["order"]["subtotal"].text(), "4.5");
    EXPECT_EQ(first["tab"]["status"].text(), "open");
    EXPECT_EQ(first["tab"]["lines"][0]["settledQuantity"].text(), "1");
    tab = first["tab"];
    EXPECT_EQ(tab["figures"]["subtotal"].text(), "7.75");
    EXPECT_EQ(world.code(Method::post, TabsWorld::path(tab, "/settle"),
                         TabsWorld::of(tab, R"(,"payments":[{"method":"card"}],"lines":[)" + TabsWorld::part(tab, 0, 2) + "]")),
              "VALIDATION_ERROR");
    EXPECT_EQ(world.settle(tab)["tab"]["status"].text(), "settled");
    EXPECT_EQ(world.number(units_sold_in_test), 3);
    expect_sound();
}

TEST_F(TabRoutes, ASplitIsExactAndOneOrderWithSeveralPayments) {
    const auto tab = world.open(two_lattes_and_a_bagel());
    const auto split = world.get(TabsWorld::path(tab, "/split?ways=4"));
    EXPECT_EQ(split["shares"].print(), "[3.31,3.31,3.31,3.3]");
    EXPECT_EQ(world.code(Method::get, TabsWorld::path(tab, "/split?ways=0")), "VALIDATION_ERROR");
    std::string payments;
    for (std::size_t i = 0; i < 4; ++i) {
        payments += (i == 0 ? "" : ",") + std::string(R"({"method":"card","amount":)") + split["shares"][i].text() + "}";
    }
    const auto settled = world.post(TabsWorld::path(tab, "/settle"), TabsWorld::of(tab, R"(,"payments":[)" + payments + "]"));
    EXPECT_EQ(settled["order"]["payments"].size(), 4U);
    expect_sound();
}

TEST_F(TabRoutes, ADiscountAndTheOldSinglePaymentWork) {
    const auto tab = world.open(two_lattes_and_a_bagel());
    const auto settled = world.post(
        TabsWorld::path(tab, "/settle"),
        TabsWorld::of(
            tab, R"(,"paymentMethod":"cash","amountPaid":20,"discount":{"type":"percentage","value":10,"reason":"regular"})"));
    EXPECT_EQ(settled["order"]["discountAmount"].text(), "1.23");
    EXPECT_EQ(settled["order"]["discountReason"].text(), "regular");
    EXPECT_EQ(settled["order"]["amountPaid"].text(), "20");
    expect_sound();
}

TEST_F(TabRoutes, WhoSawAnotherTabIsToldThePresentOne) {
    const auto tab = world.open(TabsWorld::line(world.latte, 1));
    world.add(tab, TabsWorld::line(world.bagel, 1));
    const Error error = testing::error_of([&] { world.settle(tab); });
    EXPECT_EQ(std::string(name_of(error.code())) + " " + testing::reason_of(error), "TAB_CHANGED changed_since");
    EXPECT_EQ(status_of(error.code()), 409);
    EXPECT_EQ(Json::parse(error.data())["tab"]["lines"].size(), 2U);
    EXPECT_EQ(world.code(Method::post, TabsWorld::path(tab, "/settle"), R"({"payments":[{"method":"card"}]})"),
              "VALIDATION_ERROR");
    const auto by_header =
        world.call(Method::post, TabsWorld::path(tab, "/settle"), R"({"payments":[{"method":"card"}]})", nullptr, "\"2\"");
    EXPECT_EQ(by_header.status, 201);
    expect_sound();
}

TEST_F(TabRoutes, PricesAreThoseOfTheOrdering) {
    const auto tab = world.open(two_lattes_and_a_bagel());
    world.clock.advance(std::chrono::hours(48));
    world.db().write([](db::Transaction& transaction) { transaction.execute(raise_prices); });
    const auto order = world.settle(tab)["order"];
    EXPECT_EQ(order["subtotal"].text(), "12.25");
    EXPECT_FALSE(order["flagged"].boolean());
    EXPECT_EQ(order["businessDate"].text(), "2026-11-24");
    expect_sound();
}

TEST_F(TabRoutes, AnotherPriceThanTheMenusIsFlaggedAsEver) {
    const auto tab = world.open(TabsWorld::line(world.latte, 1, R"(,"price":2)"));
    EXPECT_EQ(tab["figures"]["subtotal"].text(), "2");
    const auto order = world.settle(tab)["order"];
    EXPECT_EQ(order["subtotal"].text(), "2");
    EXPECT_EQ(order["flagReasons"].print(), R"(["price_variance"])");
    expect_sound();
}

TEST_F(TabRoutes, TheKitchenHearsOfEachUnitOnce) {
    auto tab = world.open(two_lattes_and_a_bagel());
    EXPECT_EQ(world.number(sent_in_test), 0);
    tab = world.post(TabsWorld::path(tab, "/send"), TabsWorld::of(tab))["tab"];
    EXPECT_EQ(world.number(sent_in_test), 1);
    EXPECT_EQ(tab["lines"][1]["sentQuantity"].text(), "1");
    tab = world.add(tab, TabsWorld::line(world.bagel, 2));
    world.settle(tab);
    EXPECT_EQ(world.number(sent_in_test), 3);
    expect_sound();
}

TEST_F(TabRoutes, WhatTheKitchenKnowsIsTakenOffWithAReasonAndTheRight) {
    auto tab = world.open(two_lattes_and_a_bagel());
    tab = testing::data_of(world.call(Method::remove, TabsWorld::line_path(tab, 0) + "?version=1", "", &cashier))["tab"];
    EXPECT_EQ(tab["lines"].size(), 1U);
    tab = world.post(TabsWorld::path(tab, "/send"), TabsWorld::of(tab))["tab"];
    const std::string target = TabsWorld::line_path(tab, 0) + "?version=" + tab["version"].text();
    EXPECT_EQ(world.code(Method::remove, target), "VALIDATION_ERROR");
    const Error refused = testing::error_of([&] { world.call(Method::remove, target + "&reason=dropped", "", &cashier); });
    EXPECT_EQ(refused.details().at(0).code, "tabs.remove_sent");
    EXPECT_EQ(testing::data_of(world.call(Method::remove, target + "&reason=dropped"))["tab"]["lines"].size(), 0U);
    EXPECT_EQ(world.number(sent_in_test), 0);
    expect_sound();
}

TEST_F(TabRoutes, ALineCanBecomeMoreAndLessAndHaveNotes) {
    auto tab = world.open(TabsWorld::line(world.bagel, 2));
    const auto patch = [&](const std::string& more) {
        tab = testing::data_of(world.call(Method::patch, TabsWorld::line_path(tab, 0), TabsWorld::of(tab, more)))["tab"];
    };
    patch(R"(,"quantity":3,"notes":"toasted")");
    EXPECT_EQ(tab["lines"][0]["quantity"].text(), "3");
    EXPECT_EQ(tab["lines"][0]["notes"].text(), "toasted");
    tab = world.settle(tab, R"(,"lines":[)" + TabsWorld::part(tab, 0, 2) + "]")["tab"];
    EXPECT_EQ(world.code(Method::patch, TabsWorld::line_path(tab, 0), TabsWorld::of(tab, R"(,"quantity":1)")),
              "VALIDATION_ERROR");
    // What is left of it goes, and with it the last thing to pay.
    tab = testing::data_of(world.call(Method::remove, TabsWorld::line_path(tab, 0) + "?version=" + tab["version"].text()))["tab"];
    EXPECT_EQ(tab["status"].text(), "settled");
    EXPECT_EQ(world.number(units_sold_in_test), 2);
    expect_sound();
}

TEST_F(TabRoutes, ATabIsRenamedAndCleared) {
    auto tab = world.open("", R"(,"name":"Ada","table":"4")");
    tab = testing::data_of(
        world.call(Method::patch, TabsWorld::path(tab), TabsWorld::of(tab, R"(,"table":"7","name":null)")))["tab"];
    EXPECT_EQ(tab["table"].text(), "7");
    EXPECT_TRUE(tab["name"].is_null());
}

TEST_F(TabRoutes, LinesMoveToAnotherTab) {
    auto from = world.open(two_lattes_and_a_bagel());
    const auto into = world.open("");
    const std::string body = R"(,"into":")" + into["id"].text() + R"(","lines":[")" + from["lines"][1]["id"].text() + "\"]";
    const auto moved = world.post(TabsWorld::path(from, "/move-lines"), TabsWorld::of(from, body));
    EXPECT_EQ(moved["from"]["lines"].size(), 1U);
    EXPECT_EQ(moved["tab"]["lines"][0]["name"].text(), "Bagel");
    EXPECT_EQ(world.code(Method::post, TabsWorld::path(from, "/move-lines"), TabsWorld::of(moved["from"], body)), "NOT_FOUND");
    EXPECT_EQ(world.code(Method::post, TabsWorld::path(from, "/merge"),
                         TabsWorld::of(moved["from"], R"(,"into":")" + from["id"].text() + "\"")),
              "VALIDATION_ERROR");
    world.settle(moved["from"]);
    world.settle(moved["tab"]);
    EXPECT_EQ(world.number(units_sold_in_test), 3);
    expect_sound();
}

TEST_F(TabRoutes, CancellingNeedsAReasonAndTellsTheKitchen) {
    auto tab = world.open(two_lattes_and_a_bagel());
    tab = world.post(TabsWorld::path(tab, "/send"), TabsWorld::of(tab))["tab"];
    EXPECT_EQ(world.code(Method::post, TabsWorld::path(tab, "/cancel"), TabsWorld::of(tab)), "VALIDATION_ERROR");
    EXPECT_EQ(world.code(Method::post, TabsWorld::path(tab, "/cancel"), TabsWorld::of(tab, R"(,"reason":"left")"), &cashier),
              "FORBIDDEN");
    tab = world.post(TabsWorld::path(tab, "/cancel"), TabsWorld::of(tab, R"(,"reason":"left")"))["tab"];
    EXPECT_EQ(tab["status"].text(), "cancelled");
    EXPECT_EQ(world.number(sent_in_test), 0);
    EXPECT_EQ(world.number(units_sold_in_test), 0);
    expect_sound();
}

TEST_F(TabRoutes, AClosingDrawerIsToldWhatIsOpenWhateverItsLinesAre) {
    const sales::Collaborators with{
        {world.db(), world.settings, world.audit, world.events, world.clock, world.ids, world.journal},
        world.ledger,
        world.printers};
    const auto tabs_still_open = [&] {
        return world.db().writing([&](db::Transaction& transaction) { return open_tabs(transaction, with); });
    };
    const auto first = world.open(two_lattes_and_a_bagel(), R"(,"name":"Ada","table":"4")");
    const auto second = world.open("");
    world.settle(first, R"(,"lines":[)" + TabsWorld::part(first, 0, 1) + "]");
    auto open = tabs_still_open();
    ASSERT_EQ(open.size(), 2U);
    EXPECT_EQ(open[0].number, "TAB-20261122-0001");
    EXPECT_EQ(open[0].name, "Ada");
    EXPECT_EQ(open[0].table, "4");
    EXPECT_EQ(open[0].openedAt, world.clock.now());
    EXPECT_EQ(open[0].amount, Money::of(837)) << "a latte and a bagel with their tax";
    EXPECT_EQ(open[1].amount, Money());
    world.db().write([&](db::Transaction& transaction) { transaction.execute(archive_menu); });
    EXPECT_EQ(tabs_still_open().at(0).amount, Money::of(837));
    world.settle(world.now(first));
    world.post(TabsWorld::path(second, "/cancel"), TabsWorld::of(second, R"(,"reason":"left")"));
    EXPECT_EQ(tabs_still_open().size(), 0U);
    world.open(TabsWorld::line(world.add_item("Tea", 300, "Tea"), 1));
    world.db().write([&](db::Transaction& transaction) { transaction.execute(raise_to_the_most); });
    EXPECT_EQ(tabs_still_open().at(0).amount, Money::of(9'000'000'000'000'000'000)) << "no amount holds it with its tax";
}

TEST_F(TabRoutes, AClientOrderIdSettlesOnce) {
    const auto tab = world.open(TabsWorld::line(world.latte, 2));
    const std::string more = R"(,"clientOrderId":"till-1-9","lines":[)" + TabsWorld::part(tab, 0, 1) + "]";
    const auto first = world.settle(tab, more);
    const auto again = world.settle(tab, more);
    EXPECT_EQ(again["order"]["id"].text(), first["order"]["id"].text());
    EXPECT_EQ(again["tab"]["version"].text(), first["tab"]["version"].text());
    EXPECT_EQ(world.number(units_sold_in_test), 1);
    const auto other = world.open(TabsWorld::line(world.latte, 1));
    EXPECT_EQ(testing::code_of([&] { world.settle(other, R"(,"clientOrderId":"till-1-9")"); }), "CONFLICT");
    expect_sound();
}

TEST_F(TabRoutes, WhatIsWrongIsNamedAndNothingIsStored) {
    EXPECT_EQ(world.code(Method::post, "/tabs", R"({"lines":[{"productId":"01934f00-0000-7000-8000-00000000dead"}]})"),
              "VALIDATION_ERROR");
    EXPECT_EQ(world.code(Method::post, "/tabs", R"({"guests":0})"), "VALIDATION_ERROR");
    EXPECT_EQ(world.code(Method::post, "/tabs", R"({"service":"drone"})"), "VALIDATION_ERROR");
    EXPECT_EQ(world.code(Method::post, "/tabs", R"({"lines":[)" + TabsWorld::line(world.latte, 0) + "]}"), "VALIDATION_ERROR");
    EXPECT_EQ(world.code(Method::post, "/tabs",
                         R"({"lines":[)" + TabsWorld::line(world.latte, 1, R"(,"discount":{"type":"fixed","value":1})") + "]}"),
              "VALIDATION_ERROR");
    EXPECT_EQ(world.get("/tabs")["tabs"].size(), 0U);
    const auto tab = world.open(TabsWorld::line(world.latte, 1));
    EXPECT_EQ(world.code(Method::post, TabsWorld::path(tab, "/settle"),
                         TabsWorld::of(tab, R"(,"payments":[{"method":"card","amount":1}])")),
              "PAYMENTS_DIFFER");
    EXPECT_EQ(world.now(tab)["version"].text(), "1");
    EXPECT_EQ(world.code(Method::get, "/tabs", "", &trainee), "FORBIDDEN");
    EXPECT_EQ(world.code(Method::get, "/tabs/01934f00-0000-7000-8000-00000000dead"), "NOT_FOUND");
}

TEST_F(TabRoutes, EventsCarryTheWholeTab) {
    const auto tab = world.open(TabsWorld::line(world.latte, 1));
    world.settle(tab);
    const auto kinds = world.db().reading([](db::Transaction& transaction) { return transaction.query(kinds_of_events); });
    EXPECT_EQ(kinds, (std::vector<std::string>{"tab.opened", "tab.settled"}));
}

// A void of what a tab paid for left its tickets in work, and the kitchen made them.
TEST_F(TabRoutes, AVoidedOrderIsTakenBackFromTheKitchenAndNotMadeAgain) {
    auto tab = world.open(TabsWorld::line(world.bagel, 3));
    tab = world.post(TabsWorld::path(tab, "/send"), TabsWorld::of(tab))["tab"];
    const auto paid = world.settle(tab, R"(,"lines":[)" + TabsWorld::part(tab, 0, 2) + "]");
    EXPECT_EQ(world.number(sent_in_test), 3);
    world.post("/orders/" + paid["order"]["id"].text() + "/void", R"({"reason":"wrong table"})");
    EXPECT_EQ(world.number(sent_in_test), 1);
    tab = world.post(TabsWorld::path(tab, "/send"), TabsWorld::of(world.now(tab)))["tab"];
    world.settle(tab);
    EXPECT_EQ(world.number(sent_in_test), 1) << "the two that were voided are not made after all";
    expect_sound();
}

TEST_F(TabRoutes, VerifyNamesAWordThatNobodyKnows) {
    world.open(TabsWorld::line(world.latte, 1));
    world.db().write([](db::Transaction& transaction) { transaction.execute(strange_status); });
    EXPECT_EQ(world.findings(), std::vector<std::string>{"A tab says parked, which nobody knows"});
}

TEST_F(TabRoutes, VerifyFindsAUnitThatWasNotSold) {
    world.settle(world.open(TabsWorld::line(world.latte, 1)));
    world.db().write([](db::Transaction& transaction) { transaction.execute(lose_a_sale); });
    ASSERT_EQ(world.findings().size(), 1U);
    EXPECT_NE(world.findings().front().find("1 are settled, 0 were sold"), std::string::npos);
}

}  // namespace
}  // namespace cafepos::tabs
