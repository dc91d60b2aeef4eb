#include <gtest/gtest.h>

#include "facts.h"
#include "test_sales.h"

namespace cafepos::sales {
namespace {

using http::Method;

/// A latte and two bagels: 4.50 and 6.50, eight percent of tax.
class Discounts : public ::testing::Test {
protected:
    Discounts() {
        world.change_settings(R"({"pos":{"discounts":[
            {"id":"staff","name":"Staff meal","type":"percentage","value":50,"needsApproval":true},
            {"id":"punch-card","name":"Punch card","type":"fixed","value":4.5,"needsApproval":false}],
            "discountLimits":[{"role":"cashier","percent":20}]}})");
    }
    std::string lines(const std::string& of_latte, const std::string& of_bagels = "") {
        return SalesWorld::line(world.latte, 1, of_latte) + "," + SalesWorld::line(world.bagel, 2, of_bagels);
    }
    std::string code_for(const Actor& actor, const std::string& lines, const std::string& more = "") {
        return world.code(Method::post, "/orders", SalesWorld::sale_body(lines, more), &actor);
    }

    SalesWorld world;
};

TEST_F(Discounts, OfALineComesBeforeTheOrders) {
    const auto sold = world.sell(lines(R"(,"discount":{"type":"fixed","value":0.5,"reason":"cold"})"),
                                 R"(,"discountType":"percentage","discountValue":10,"discountReason":"regular")");
    EXPECT_EQ(sold["subtotal"].text(), "11");
    EXPECT_EQ(sold["discountAmount"].text(), "1.55") << "0.50, and ten percent of 10.50";
    EXPECT_EQ(sold["taxAmount"].text(), "0.76");
    EXPECT_EQ(sold["total"].text(), "10.21");
    EXPECT_FALSE(sold["flagged"].boolean());
    const auto order = world.order(sold);
    EXPECT_EQ(order["items"][0]["own_discount_amount"].text(), "0.5");
    EXPECT_EQ(order["items"][0]["discount_reason"].text(), "cold");
    EXPECT_EQ(order["items"][0]["discount_amount"].text(), "0.9");
    EXPECT_FALSE(order["items"][1]["own_discount_amount"].exists()) << "a line without a discount says nothing of it";
    EXPECT_EQ(order["discount_reason"].text(), "regular");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(Discounts, OfASettingAreNamed) {
    const auto sold = world.sell(lines(R"(,"discountId":"punch-card")"), R"(,"discountId":"staff")");
    EXPECT_EQ(sold["discountAmount"].text(), "7.75") << "4.50, and half of 6.50";
    const auto order = world.order(sold);
    EXPECT_EQ(order["items"][0]["discount_reason"].text(), "Punch card");
    EXPECT_EQ(order["discount_reason"].text(), "Staff meal");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(Discounts, OfASettingHaveTheReasonThatWasTyped) {
    const auto sold =
        world.sell(lines(R"(,"discountId":"staff","discount":{"reason":"Ana's lunch"})", R"(,"discountId":"staff")"));
    const auto items = world.order(sold)["items"];
    EXPECT_EQ(items[0]["discount_reason"].text(), "Ana's lunch");
    EXPECT_EQ(items[0]["own_discount_amount"].text(), "2.25");
    EXPECT_EQ(items[1]["discount_reason"].text(), "Staff meal");
    const Actor cashier = world.add_user("cashier", "till");
    EXPECT_EQ(code_for(cashier, lines(R"(,"discountId":"staff")", R"(,"discountId":"punch-card")")), "FORBIDDEN")
        << "the first needs approval, whatever the others are";
}

TEST_F(Discounts, OfNobodysNameAreRefusedUntilTheMoneyIsTaken) {
    EXPECT_EQ(code_for(world.admin, lines(R"(,"discountId":"gone")")), "VALIDATION_ERROR");
    const auto sold = world.sell(lines(R"(,"discountId":"gone")"), R"(,"total":10)");
    EXPECT_EQ(sold["total"].text(), "10");
    EXPECT_NE(sold["flagReasons"].print().find("unknown_discount"), std::string::npos);
    const auto taken_off = world.sell(lines(""), R"(,"discountId":"gone","discountAmount":1,"total":10.8)");
    EXPECT_EQ(taken_off["discountAmount"].text(), "1") << "what the register took off";
    EXPECT_EQ(taken_off["total"].text(), "10.8");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(Discounts, APresetTakesOffNoMoreThanThereIsWhereTheMoneyIsTaken) {
    const std::string bagel = SalesWorld::line(world.bagel, 1, R"(,"discountId":"punch-card")");
    const auto of_line = world.sell(bagel, R"(,"total":0)");
    EXPECT_EQ(of_line["discountAmount"].text(), "3.25");
    EXPECT_EQ(of_line["flagReasons"].print(), R"(["discount_bounded"])");
    EXPECT_EQ(world.order(of_line)["items"][0]["discount_reason"].text(), "Punch card");
    const auto of_order = world.sell(SalesWorld::line(world.bagel, 1), R"(,"discountId":"punch-card","total":0)");
    EXPECT_EQ(of_order["discountAmount"].text(), "3.25");
    EXPECT_EQ(of_order["flagReasons"].print(), R"(["discount_bounded"])");
    EXPECT_EQ(code_for(world.admin, bagel), "VALIDATION_ERROR") << "who asks is told";
    EXPECT_EQ(code_for(world.admin, SalesWorld::line(world.bagel, 1), R"(,"discountId":"punch-card")"), "VALIDATION_ERROR");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

// Its register has an older, dearer menu and sends no prices.
TEST_F(Discounts, ATypedOneTakesOffNoMoreThanThereIsWhereTheMoneyIsTaken) {
    const std::string bagel = SalesWorld::line(world.bagel, 1);
    const std::string with_own = SalesWorld::line(world.bagel, 1, R"(,"discount":{"type":"fixed","value":4,"reason":"late"})");
    const auto expect_bounded = [&](const testing::Json& sold, const std::string& reasons) {
        EXPECT_EQ(sold["discountAmount"].text(), "3.25");
        EXPECT_EQ(sold["total"].text(), "0.5");
        EXPECT_EQ(sold["flagReasons"].print(), reasons);
    };
    expect_bounded(world.sell(bagel, R"(,"discountAmount":4,"total":0.5)"), R"(["total_variance","discount_bounded"])");
    expect_bounded(world.sell(with_own, R"(,"total":0.5)"), R"(["total_variance","discount_bounded"])");
    expect_bounded(world.sell(bagel, R"(,"discountType":"fixed","discountValue":4,"discountAmount":4,"total":0.5)"),
                   R"(["total_variance","discount_bounded"])");
    expect_bounded(world.sell(bagel, R"(,"discountType":"percentage","discountValue":50,"discountAmount":4,"total":0.5)"),
                   R"(["discount_variance","total_variance","discount_bounded"])");
    EXPECT_EQ(code_for(world.admin, bagel, R"(,"discountAmount":4)"), "VALIDATION_ERROR") << "who asks is told";
    EXPECT_EQ(code_for(world.admin, with_own), "VALIDATION_ERROR");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(Discounts, ReasonsOfHundredsOfLinesAreBoundedLikeNotes) {
    const std::string reason(250, 'x');
    std::string many;
    for (int i = 0; i < 400; ++i) {
        many += (i == 0 ? "" : ",") +
                SalesWorld::line(world.bagel, 1, R"(,"discount":{"type":"fixed","value":0.01,"reason":")" + reason + R"("})");
    }
    const auto sold = world.sell(many);
    EXPECT_NE(sold["flagReasons"].print().find("notes_cut"), std::string::npos);
    const auto items = world.order(sold)["items"];
    EXPECT_EQ(items[0]["discount_reason"].text(), reason);
    EXPECT_LT(items[399]["discount_reason"].text().size(), 30U);
}

TEST_F(Discounts, BeyondTheLimitOfARoleNeedThePermission) {
    const Actor cashier = world.add_user("cashier", "till");
    EXPECT_EQ(code_for(cashier, lines("", R"(,"discount":{"type":"fixed","value":2.2})")), "") << "a fifth of 11.00";
    EXPECT_EQ(code_for(cashier, lines("", R"(,"discount":{"type":"fixed","value":2.21})")), "FORBIDDEN");
    EXPECT_EQ(code_for(cashier, lines(""), R"(,"discountType":"percentage","discountValue":21)"), "FORBIDDEN");
    EXPECT_EQ(code_for(cashier, SalesWorld::line(world.latte, 100, R"(,"discountId":"punch-card")")), "");
    EXPECT_EQ(code_for(cashier,
                       SalesWorld::line(world.latte, 100) + "," + SalesWorld::line(world.bagel, 1, R"(,"discountId":"staff")")),
              "FORBIDDEN")
        << "a preset that needs approval, however little it is";
    const Actor manager = world.add_user("manager", "boss");
    EXPECT_EQ(code_for(manager, lines(R"(,"discount":{"type":"percentage","value":100})")), "");
}

TEST_F(Discounts, APreviewSaysWhoseHelpIsNeeded) {
    const Actor cashier = world.add_user("cashier", "till");
    const auto reply =
        world.call(Method::post, "/orders/preview", R"({"items":[)" + lines("", R"(,"discountId":"staff")") + "]}", &cashier);
    const auto preview = testing::data_of(reply);
    EXPECT_EQ(preview["discountAmount"].text(), "3.25");
    EXPECT_EQ(preview["missingPermissions"].print(), R"(["sales.exceed_discount_limit"])");
    EXPECT_FALSE(world.post("/orders/preview", R"({"items":[)" + lines("") + "]}")["missingPermissions"].exists());
}

TEST_F(Discounts, BadOnesAreNamed) {
    const auto refused = [&](const std::string& discount) {
        return testing::error_of([&] { world.call(Method::post, "/orders", SalesWorld::sale_body(lines(discount))); })
            .details()
            .front()
            .field;
    };
    EXPECT_EQ(refused(R"(,"discount":{"type":"fixed"})"), "items[0].discount.value");
    EXPECT_EQ(refused(R"(,"discount":{"type":"half","value":1})"), "items[0].discount.type");
    EXPECT_EQ(refused(R"(,"discount":{"type":"percentage","value":101})"), "items[0].discount.value");
    EXPECT_EQ(refused(R"(,"discount":{"type":"fixed","value":-1})"), "items[0].discount.value");
    EXPECT_EQ(refused(R"(,"discount":{"type":"fixed","value":4.51})"), "items[0].discount.value");
    EXPECT_EQ(refused(R"(,"discountId":"gone")"), "items[0].discountId");
}

TEST_F(Discounts, AreSummedByTheirReasons) {
    const std::string cold = R"(,"discount":{"type":"fixed","value":1,"reason":"cold"})";
    world.sell(lines(cold, cold), R"(,"discountAmount":1,"discountReason":"regular")");
    world.sell(lines(cold));
    const auto sums = world.db().reading([&](db::Transaction& transaction) {
        const Date day = settings::standard_settings().business_date(world.clock.now());
        return discounts_by_reason(transaction, {day, day});
    });
    ASSERT_EQ(sums.size(), 2U);
    EXPECT_EQ(sums[0].reason, "cold");
    EXPECT_EQ(sums[0].count, 3);
    EXPECT_EQ(sums[0].amount, Money::of(300));
    EXPECT_EQ(sums[1].amount, Money::of(100));
}

TEST_F(Discounts, ComeBackWithTheLine) {
    const auto sold = world.sell(lines(R"(,"discount":{"type":"percentage","value":50})"));
    const auto refund = world.post(world.refund_target(sold), R"({"items":[{"orderItemId":")" + sold["items"][0]["id"].text() +
                                                                  R"(","quantity":1}],"reason":"cold"})")["refund"];
    EXPECT_EQ(refund["amount"].text(), "2.43") << "half of 4.50, and its tax";
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

}  // namespace
}  // namespace cafepos::sales
