#include <gtest/gtest.h>

#include "test_sales.h"

namespace cafepos::sales {
namespace {

// Each damage is one hand in the database; verify must say so and name where.
struct Damage {
    const char* name;
    const db::Statement* statement;
    const char* named;
};

const db::Statement total{"verify_test.total",
                          "UPDATE orders SET total_amount = total_amount + 500, priced_total = priced_total + 500"};
const db::Statement line{"verify_test.line", "UPDATE order_items SET line_total = line_total + 1 WHERE position = 1"};
const db::Statement share{"verify_test.share", "UPDATE order_items SET tax_amount = tax_amount + 1 WHERE position = 1"};
const db::Statement tax{"verify_test.tax", "UPDATE order_taxes SET tax_amount = tax_amount - 1"};
const db::Statement payment{"verify_test.payment", "UPDATE payments SET amount = amount - 1"};
const db::Statement lost_payment{"verify_test.lost_payment", "DELETE FROM payments"};
const db::Statement hidden_variance{"verify_test.hidden_variance", "UPDATE orders SET priced_total = priced_total + 100"};
const db::Statement refund_line{"verify_test.refund_line", "UPDATE refund_items SET amount = amount + 1"};
const db::Statement refunded{"verify_test.refunded", "UPDATE orders SET refunded_amount = 0"};
const db::Statement quantity{"verify_test.quantity", "UPDATE order_items SET refunded_quantity = 2 WHERE refunded_quantity = 1"};
const db::Statement status{"verify_test.status", "UPDATE orders SET status = 'refunded'"};
const db::Statement strange_status{"verify_test.strange_status", "UPDATE orders SET status = 'parked'"};
const db::Statement customer{"verify_test.customer", "UPDATE orders SET customer_key = 'ana'"};
const db::Statement counter{"verify_test.counter", "UPDATE day_counters SET last_value = 3 WHERE kind = 'order'"};
const db::Statement number{"verify_test.number", "UPDATE orders SET order_number = 'ORD-20261122-0007'"};
const db::Statement other_day{"verify_test.other_day", "UPDATE orders SET order_number = 'ORD-20261121-0001'"};
const db::Statement own_discount{"verify_test.own_discount", "UPDATE order_items SET own_discount_amount = 1 WHERE position = 1"};
const db::Statement less_discount{"verify_test.less_discount",
                                  "UPDATE order_items SET own_discount_amount = -1 WHERE position = 1"};
const db::Statement rate{"verify_test.rate", "UPDATE order_items SET tax_rate = tax_rate + 1 WHERE position = 1"};
const db::Statement hidden_gain{"verify_test.hidden_gain", "UPDATE orders SET priced_total = priced_total - 100"};
const db::Statement hidden_difference{"verify_test.hidden_difference", "UPDATE orders SET price_difference = 1"};
const db::Statement less_tip{"verify_test.less_tip",
                             "UPDATE payments SET tip_amount = -1, tendered_amount = tendered_amount - 1"};
const db::Statement less_paid{"verify_test.less_paid", "UPDATE payments SET amount = -1, tip_amount = tendered_amount + 1"};

const Damage damages[] = {
    {"total", &total, "the total"},
    {"line", &line, "the total of the line Latte"},
    {"share", &share, "the tax"},
    {"tax", &tax, "the tax Tax"},
    {"payment", &payment, "the sum of its payments"},
    {"lost payment", &lost_payment, "the sum of its payments"},
    {"hidden variance", &hidden_variance, "not flagged"},
    {"refund line", &refund_line, "the amount"},
    {"refunded", &refunded, "the refunded amount"},
    {"quantity", &quantity, "the refunded quantity of Latte"},
    {"status", &status, "its status"},
    {"status nobody knows", &strange_status, "nobody knows the word parked"},
    {"customer", &customer, "its customer is counted as somebody else"},
    {"counter", &counter, "the counter says 3"},
    {"number", &number, "missing or given twice"},
    {"number of another day", &other_day, "the number does not belong to its business day"},
    {"more of its own discount than there is", &own_discount, "the discount of the line Latte"},
    {"less than no discount", &less_discount, "the discount of the line Latte"},
    {"rate", &rate, "the taxable amount Tax"},
    {"hidden gain", &hidden_gain, "it was charged differently from its price and is not flagged"},
    {"hidden difference", &hidden_difference, "it has a price difference and is not flagged"},
    {"less than no tip", &less_tip, "a payment is less than nothing"},
    {"less than nothing paid", &less_paid, "a payment is less than nothing"},
};

struct Undone {};

/// What is found of a damage that is taken back.
std::string findings_of(SalesWorld& world, const Damage& damage) {
    std::string all;
    const db::Database::Work look = [&](db::Transaction& transaction) {
        all.clear();
        transaction.execute(*damage.statement);
        for (const std::string& finding : verify(transaction)) all += finding + "\n";
        throw Undone();
    };
    EXPECT_THROW(world.db().write(look), Undone);
    return all;
}

TEST(Verify, NamesEachDamage) {
    SalesWorld world;
    const auto order = world.sell(SalesWorld::line(world.latte, 2) + "," + SalesWorld::line(world.bagel, 1));
    world.post(world.refund_target(order),
               R"({"items":[{"orderItemId":")" + order["items"][0]["id"].text() + R"(","quantity":1}],"reason":"x"})");
    for (const Damage& damage : damages) {
        ASSERT_EQ(world.findings(), std::vector<std::string>{});
        const std::string findings = findings_of(world, damage);
        EXPECT_NE(findings.find(damage.named), std::string::npos) << damage.name << ": " << findings;
    }
}

// The reports are counted again from the orders, whatever is left of those.
TEST(Verify, OrdersThatLostTheirPaymentsAreCountedAllTheSame) {
    SalesWorld world;
    world.sell(SalesWorld::line(world.bagel, 1));
    world.db().write([](db::Transaction& transaction) { transaction.execute(lost_payment); });
    std::string all;
    for (const std::string& finding : world.findings()) all += finding + "\n";
    EXPECT_NE(all.find("tender_rollups (2026-11-22, cash): stored "), std::string::npos) << all;
    EXPECT_NE(all.find(", the orders say nothing"), std::string::npos) << all;
}

TEST(Verify, ACategoryWithoutANameIsShownAsADash) {
    SalesWorld world;
    static const db::Statement forget{"verify_test.forget", "DELETE FROM category_rollups"};
    world.sell(SalesWorld::line(world.add_item("Gift card", 1000, ""), 1));
    world.db().write([](db::Transaction& transaction) { transaction.execute(forget); });
    ASSERT_FALSE(world.findings().empty());
    EXPECT_EQ(world.findings()[0].find("category_rollups (2026-11-22, -, 9): stored nothing, the orders say (1, 1, 1000, 0"), 0U)
        << world.findings()[0];
}

}  // namespace
}  // namespace cafepos::sales
