// What of a tab is refused or means nothing, and what its verification names.

#include <gtest/gtest.h>

#include "test_tabs.h"

namespace cafepos::tabs {
namespace {

using http::Method;
using Json = testing::Json;

class TabBounds : public ::testing::Test {
protected:
    /// The fields that are wrong with it, each followed by a blank.
    std::string wrong(Method method, const std::string& target, const std::string& body) {
        const Error error = testing::error_of([&] { world.call(method, target, body); });
        std::string fields;
        for (const FieldError& detail : error.details()) fields += detail.field + " ";
        return fields;
    }
    std::string wrong_settlement(const Json& tab, const std::string& lines) {
        return wrong(Method::post, TabsWorld::path(tab, "/settle"),
                     TabsWorld::of(tab, R"(,"payments":[{"method":"card"}],"lines":[)" + lines + "]"));
    }
    Json patched(const Json& tab, std::size_t line, const std::string& more) {
        return testing::data_of(world.call(Method::patch, TabsWorld::line_path(tab, line), TabsWorld::of(tab, more)))["tab"];
    }
    static std::string many(int count, const std::string& line) {
        std::string all = line;
        for (int i = 1; i < count; ++i) all += "," + line;
        return all;
    }
    std::string latte(int quantity, const std::string& more = "") { return TabsWorld::line(world.latte, quantity, more); }
    std::string bagel(int quantity) { return TabsWorld::line(world.bagel, quantity); }

    TabsWorld world;
};

TEST_F(TabBounds, TextsInWhichNothingCanBeSeenAreNone) {
    const auto tab = world.open(latte(1, R"(,"clientLineId":"")"), R"(,"name":" \t ","table":"","clientTabId":"")");
    EXPECT_TRUE(tab["name"].is_null());
    EXPECT_TRUE(tab["table"].is_null());
    EXPECT_TRUE(tab["clientTabId"].is_null());
    EXPECT_NE(world.open("", R"(,"clientTabId":"")")["id"].text(), tab["id"].text()) << "an empty number is nobody's";
    EXPECT_EQ(world.add(tab, latte(1, R"(,"clientLineId":"")"))["lines"].size(), 2U);
}

TEST_F(TabBounds, ATabHasSoManyLines) {
    EXPECT_EQ(wrong(Method::post, "/tabs", R"({"lines":[)" + many(501, latte(1)) + "]}"), "lines ");
    const auto full = world.open(many(500, latte(1)));
    EXPECT_EQ(wrong(Method::post, TabsWorld::path(full, "/lines"), R"({"lines":[)" + latte(1) + "]}"), "lines ");
    EXPECT_EQ(world.now(full)["lines"].size(), 500U);
}

TEST_F(TabBounds, ALineOfATabHasNoDiscountBeforeItIsSettled) {
    for (const char* discount : {R"(,"discount":{"type":"fixed","value":1})", R"(,"discountId":"staff")"}) {
        EXPECT_EQ(wrong(Method::post, "/tabs", R"({"lines":[)" + latte(1, discount) + "]}"), "lines[0].discount ");
    }
}

TEST_F(TabBounds, WhatIsPaidOrNeverThereIsNotSettled) {
    auto tab = world.open(latte(1) + "," + bagel(2));
    tab = world.settle(tab, R"(,"lines":[)" + TabsWorld::part(tab, 0, 1) + "]")["tab"];
    EXPECT_EQ(wrong_settlement(tab, TabsWorld::part(tab, 0, 1)), "lines[0].lineId lines ") << "it is paid";
    EXPECT_EQ(wrong_settlement(tab, R"({"lineId":")" + tab["id"].text() + "\"}"), "lines[0].lineId lines ");
    EXPECT_EQ(wrong_settlement(tab, ""), "lines ");
    const auto rest = world.settle(tab);
    EXPECT_EQ(rest["order"]["subtotal"].text(), "6.5") << "all that is open, which the latte is not";
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(TabBounds, AnEmptyTabCannotBeSettled) {
    const auto tab = world.open("");
    EXPECT_EQ(wrong(Method::post, TabsWorld::path(tab, "/settle"), TabsWorld::of(tab, R"(,"payments":[{"method":"card"}])")),
              "lines ");
}

TEST_F(TabBounds, ALineThatWasTakenOffIsGone) {
    auto tab = world.open(latte(1) + "," + bagel(1));
    const std::string target = TabsWorld::line_path(tab, 0);
    tab = testing::data_of(world.call(Method::remove, target + "?version=1"))["tab"];
    EXPECT_EQ(world.code(Method::patch, target, TabsWorld::of(tab, R"(,"quantity":2)")), "NOT_FOUND");
    EXPECT_EQ(world.code(Method::patch, TabsWorld::line_path(tab, 0), TabsWorld::of(tab, R"(,"quantity":1000)")),
              "VALIDATION_ERROR");
    EXPECT_EQ(world.now(tab)["lines"].size(), 1U);
}

// The till sends the whole line back: what the kitchen has heard is not changed by hearing it again.
TEST_F(TabBounds, TheSameNotesChangeNothing) {
    auto tab = world.open(TabsWorld::line(world.bagel, 1, R"(,"notes":"no nuts")"));
    tab = world.post(TabsWorld::path(tab, "/send"), TabsWorld::of(tab))["tab"];
    tab = patched(tab, 0, R"(,"quantity":2,"notes":"no nuts")");
    EXPECT_EQ(tab["lines"][0]["quantity"].text(), "2");
    EXPECT_EQ(tab["lines"][0]["notes"].text(), "no nuts");
}

TEST_F(TabBounds, OfAMergedTabThePaidLinesStay) {
    auto from = world.open(latte(1) + "," + bagel(1));
    from = world.settle(from, R"(,"lines":[)" + TabsWorld::part(from, 0, 1) + "]")["tab"];
    const auto into = world.open("");
    const auto merged =
        world.post(TabsWorld::path(from, "/merge"), TabsWorld::of(from, R"(,"into":")" + into["id"].text() + "\""));
    EXPECT_EQ(merged["from"]["status"].text(), "settled") << "all that is left on it is paid";
    EXPECT_EQ(merged["from"]["lines"][0]["name"].text(), "Latte");
    ASSERT_EQ(merged["tab"]["lines"].size(), 1U);
    EXPECT_EQ(merged["tab"]["lines"][0]["name"].text(), "Bagel");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

// As at POST /orders: money that was taken is stored, also from a till that nobody knows.
TEST_F(TabBounds, WhatWasChargedForATabIsStoredWhateverTheTill) {
    const std::string till = R"(,"tillId":")" + world.ids.next().text() + "\"";
    const auto tab = world.open(latte(2));
    EXPECT_EQ(wrong(Method::post, TabsWorld::path(tab, "/settle"), TabsWorld::of(tab, R"(,"paymentMethod":"card")" + till)),
              "tillId ");
    const auto order = world.settle(tab, till + R"(,"figures":{"subtotal":9,"taxAmount":0.72,"total":9.7})")["order"];
    EXPECT_EQ(order["total"].text(), "9.7") << "as charged";
    EXPECT_NE(order["flagReasons"].print().find("unknown_till"), std::string::npos) << order["flagReasons"].print();
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(TabBounds, AsksAgainForALineThatIsNoMoreThere) {
    auto tab = world.open(latte(2) + "," + bagel(1));
    const std::string number = R"(,"clientOrderId":"till-1-1","lines":[)";
    const auto paid = world.settle(tab, number + TabsWorld::part(tab, 0, 2) + "]")["tab"];
    const auto again = [&](const std::string& lines) {
        return world.code(Method::post, TabsWorld::path(tab, "/settle"),
                          TabsWorld::of(paid, R"(,"payments":[{"method":"card"}])" + number + lines + "]"));
    };
    EXPECT_EQ(again(R"({"lineId":")" + tab["lines"][0]["id"].text() + "\"}"), "") << "all of that line, which was all of it";
    EXPECT_EQ(again(R"({"lineId":")" + tab["id"].text() + "\"}"), "CONFLICT") << "no line of it";
    EXPECT_EQ(world.number(units_sold_in_test), 2);
}

// Each damage is one hand in the database.
TEST_F(TabBounds, VerifyNamesEachDamage) {
    struct Damage {
        db::Statement statement;
        const char* named;
    };
    static const Damage damages[] = {
        {{"tabs_test.reopened", "UPDATE tabs SET status = 'open' WHERE status = 'settled'"},
         "its status and its end do not agree"},
        {{"tabs_test.half_settled", "UPDATE tabs SET status = 'settled', closed_at = 1 WHERE status = 'open'"},
         "it is settled, but 1 of Bagel are not"},
        {{"tabs_test.other_quantity", "UPDATE order_items SET quantity = 2, line_total = 2 * unit_price"},
         "of an order is not what was settled of its tab"},
        {{"tabs_test.other_sale",
          "DELETE FROM tab_sales WHERE quantity = 1 AND order_id IN (SELECT order_id FROM order_items "
          "GROUP BY order_id HAVING COUNT(*) > 1) AND tab_line_id IN (SELECT id FROM tab_lines WHERE name = 'Bagel')"},
         "of an order made of a tab is of no tab"},
        {{"tabs_test.number", "UPDATE tabs SET number = 9 WHERE status = 'open'"},
         "The tabs of 2026-11-22: the last number is 9, there are 2"},
    };
    world.settle(world.open(latte(1) + "," + bagel(1)));
    world.open(bagel(1));
    ASSERT_EQ(world.findings(), std::vector<std::string>{});
    struct Undone {};
    for (const Damage& damage : damages) {
        std::string all;
        try {
            world.db().write([&](db::Transaction& transaction) {
                EXPECT_GT(transaction.execute(damage.statement), 0) << damage.statement.name();
                for (const std::string& finding : verify(transaction)) all += finding + "\n";
                throw Undone();
            });
        } catch (const Undone&) {  // NOLINT(bugprone-empty-catch): thrown above, and all it does is undo
        }
        EXPECT_NE(all.find(damage.named), std::string::npos) << damage.statement.name() << ":\n" << all;
    }
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

}  // namespace
}  // namespace cafepos::tabs
