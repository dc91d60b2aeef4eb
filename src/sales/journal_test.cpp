// What is sold, given back and voided stands in the journal, once, and whoever changes it in the books is found out.
#include <gtest/gtest.h>

#include "journal/store.h"
#include "test_sales.h"

namespace cafepos::sales {
namespace {

using http::Method;

class SalesJournal : public ::testing::Test {
protected:
    std::vector<std::string> verify() {
        return world.db().reading([&](db::Transaction& transaction) { return verify(transaction); });
    }
    std::vector<std::string> verify(db::Transaction& transaction) {
        std::vector<journal::Books> books = journal_books();
        for (journal::Books& some : drawers::journal_books()) books.push_back(std::move(some));
        return journal::verify(transaction, world.journal_keys, books, {});
    }
    std::vector<journal::Entry> entries(std::string_view kind = {}) {
        auto all =
            world.db().reading([](db::Transaction& transaction) { return journal::store::list_after(transaction, 0, 1000); });
        if (!kind.empty()) std::erase_if(all, [&](const journal::Entry& entry) { return entry.kind != kind; });
        return all;
    }
    /// A till with an open drawer, a sale with two tenders and a tip there, a refund of a line, and a sale that was voided.
    void live() {
        const auto till = world.post("/tills", R"({"name":"Bar"})")["till"];
        world.post("/drawers", R"({"tillId":")" + till["id"].text() + R"(","float":100})");
        world.till = till["id"].text();
        world.clock.advance(std::chrono::minutes(1));
        sold = world.sell_with(SalesWorld::line(world.latte, 2, R"(,"discount":{"type":"fixed","value":1,"reason":"regular"})") +
                                   "," + SalesWorld::line(world.bagel, 1),
                               R"([{"method":"card","amount":5,"tip":0.5,"reference":"77"},{"method":"cash"}])",
                               R"(,"service":"here")");
        world.post(world.refund_target(sold),
                   R"({"items":[{"orderItemId":")" + sold["items"][0]["id"].text() + R"(","quantity":1}],"reason":"cold"})");
        voided = world.sell(SalesWorld::line(world.latte, 1));
        world.post("/orders/" + voided["id"].text() + "/void", R"({"reason":"mistake"})");
    }

    SalesWorld world;
    testing::Json sold;
    testing::Json voided;
};

TEST_F(SalesJournal, HasEachEventOnceAndTheBooksAgree) {
    live();
    EXPECT_EQ(entries(journal::kind::sale).size(), 2U);
    EXPECT_EQ(entries(journal::kind::refund).size(), 1U);
    EXPECT_EQ(entries(journal::kind::voided).size(), 1U);
    EXPECT_EQ(entries(journal::kind::drawer).size(), 1U);
    EXPECT_EQ(entries(journal::kind::movement).size(), 1U) << "the float; what sales moved stands with them";
    EXPECT_EQ(verify(), std::vector<std::string>());
    const std::string record = entries(journal::kind::sale)[0].record;
    for (const char* part : {R"("menu_item_name":"Latte")", R"("quantity":2)", R"("tip_amount":50)", R"("reference":"77")",
                             R"("tax_rate":)", R"("service":"here")", R"("movements":[{)", R"("staff_id":")"}) {
        EXPECT_NE(record.find(part), std::string::npos) << part << " in " << record;
    }
}

TEST_F(SalesJournal, ARepeatAddsNothingAndARefusalLeavesNoGap) {
    const std::string body = SalesWorld::sale_body(SalesWorld::line(world.latte, 1));
    world.call(Method::post, "/orders", body, nullptr, "key-1");
    world.call(Method::post, "/orders", body, nullptr, "key-1");
    EXPECT_EQ(world.code(Method::post, "/orders", SalesWorld::sale_body(SalesWorld::line(Id::of_stored("x"), 1))),
              "VALIDATION_ERROR");
    world.sell(SalesWorld::line(world.latte, 1), R"(,"clientOrderId":"A-1")");
    world.sell(SalesWorld::line(world.latte, 1), R"(,"clientOrderId":"A-1")");
    EXPECT_EQ(entries().size(), 2U);
    EXPECT_EQ(verify(), std::vector<std::string>());
}

TEST_F(SalesJournal, NamesAndNotesMayChange) {
    sold = world.sell(SalesWorld::line(world.latte, 1), R"(,"customerName":"Ada","notes":"soon")");
    EXPECT_EQ(entries().front().record.find("Ada"), std::string::npos);
    world.call(Method::put, "/orders/" + sold["id"].text(), R"({"customerName":"Grace","notes":"later"})");
    EXPECT_EQ(verify(), std::vector<std::string>());
}

struct Damage {
    const char* what;
    db::Statement statement;
};

const Damage damages[] = {
    {"total_amount is", {"journal_test.total", "UPDATE orders SET total_amount = total_amount + 1000 WHERE refunded_amount > 0"}},
    {"created_at is", {"journal_test.created", "UPDATE orders SET created_at = created_at - 1 WHERE refunded_amount > 0"}},
    {"business_date is", {"journal_test.day", "UPDATE orders SET business_date = '2026-11-20' WHERE refunded_amount > 0"}},
    {"till_id is", {"journal_test.till", "UPDATE orders SET till_id = NULL WHERE refunded_amount > 0"}},
    {"order_number is",
     {"journal_test.number", "UPDATE orders SET order_number = 'ORD-20261122-0099' WHERE refunded_amount > 0"}},
    {"tax_amount is", {"journal_test.tax", "UPDATE orders SET tax_amount = tax_amount - 1 WHERE refunded_amount > 0"}},
    {"lines 1 quantity is 3 in the books, 2 in the journal",
     {"journal_test.quantity", "UPDATE order_items SET quantity = 3 WHERE position = 1 AND quantity = 2"}},
    {"lines 1 menu_item_name is",
     {"journal_test.name", "UPDATE order_items SET menu_item_name = 'Tea' WHERE position = 1 AND quantity = 2"}},
    {"lines 2 unit_price is", {"journal_test.price", "UPDATE order_items SET unit_price = 1 WHERE position = 2"}},
    {"lines 2 is", {"journal_test.no_line", "DELETE FROM order_items WHERE position = 2"}},
    {"taxes 1 tax_amount is", {"journal_test.tax_sum", "UPDATE order_taxes SET tax_amount = tax_amount + 1"}},
    {"payments 1 method is", {"journal_test.method", "UPDATE payments SET method = 'voucher' WHERE method = 'card'"}},
    {"payments 1 tip_amount is", {"journal_test.tip", "UPDATE payments SET tip_amount = 0 WHERE method = 'card'"}},
    {"payments 2 is", {"journal_test.no_payment", "DELETE FROM payments WHERE method = 'cash' AND tip_amount = 0"}},
    {"movements 1 amount is", {"journal_test.movement", "UPDATE drawer_movements SET amount = 1 WHERE type = 'sale'"}},
    {"amount is", {"journal_test.refund", "UPDATE refunds SET amount = amount - 1"}},
    {"reason is", {"journal_test.reason", "UPDATE refunds SET reason = 'warm'"}},
    {"lines 1 quantity is", {"journal_test.refund_line", "UPDATE refund_items SET quantity = 2"}},
    {"payments 1 amount is", {"journal_test.refund_payment", "UPDATE refund_payments SET amount = amount + 1"}},
    {"void_reason is", {"journal_test.void_reason", "UPDATE orders SET void_reason = 'other' WHERE status = 'voided'"}},
    {"status is", {"journal_test.void_undone", "UPDATE orders SET status = 'completed' WHERE status = 'voided'"}},
    {"opening_float is", {"journal_test.float", "UPDATE drawers SET opening_float = 1"}},
    {"movement", {"journal_test.opening", "UPDATE drawer_movements SET amount = 1 WHERE type = 'opening'"}},
};

const db::Statement forget_floats{"journal_test.no_float", "DELETE FROM drawer_movements WHERE type = 'opening'"};
const db::Statement strange_status{"journal_test.status", "UPDATE orders SET status = 'parked'"};

TEST_F(SalesJournal, WhatTheBooksLostIsNoticed) {
    live();
    const auto refunded = world.sell(SalesWorld::line(world.latte, 2));
    for (const char* amount : {"1", "2"}) {
        world.post(world.refund_target(refunded),
                   R"({"reason":"cold","refundMethod":"cash","amount":)" + std::string(amount) + "}");
    }
    ASSERT_EQ(verify(), std::vector<std::string>()) << "each refund has its own movement";
    world.db().write([](db::Transaction& transaction) {
        transaction.execute(forget_floats);
        transaction.execute(strange_status);
    });
    std::string all;
    for (const std::string& finding : verify()) all += finding + "\n";
    for (const char* lost : {"sale ORD-20261122-0001", "voided ORD-20261122-0002", "movement "}) {
        const auto place = all.find(lost);
        ASSERT_NE(place, std::string::npos) << lost << " in " << all;
        EXPECT_NE(all.find("it stands in the journal, but not in the books", place), std::string::npos) << all;
    }
}

TEST_F(SalesJournal, EveryChangeOfTheBooksIsNamed) {
    live();
    struct Undone {};
    for (const Damage& damage : damages) {
        std::string all;
        try {
            world.db().write([&](db::Transaction& transaction) {
                EXPECT_GT(transaction.execute(damage.statement), 0) << damage.statement.name();
                for (const std::string& finding : verify(transaction)) all += finding + "\n";
                throw Undone();
            });
        } catch (const Undone&) {
        }
        EXPECT_NE(all.find(damage.what), std::string::npos) << damage.statement.name() << ":\n" << all;
    }
    EXPECT_EQ(verify(), std::vector<std::string>());
}

const db::Statement forget_last{"journal_test.forget",
                                "DELETE FROM journal_entries WHERE sequence = (SELECT MAX(sequence) FROM journal_entries)"};

TEST_F(SalesJournal, WhatStandsInTheBooksAloneIsNoticed) {
    world.sell(SalesWorld::line(world.latte, 1));
    world.db().write([](db::Transaction& transaction) { transaction.execute(forget_last); });
    ASSERT_EQ(verify().size(), 1U);
    EXPECT_NE(verify()[0].find("1 orders without an entry of the journal, together 486"), std::string::npos) << verify()[0];
}

TEST_F(SalesJournal, OlderCafesAreNotAskedForWhatTheyCannotHave) {
    world.sell(SalesWorld::line(world.latte, 1));
    const auto older = world.sell(SalesWorld::line(world.latte, 2));
    world.db().write([&](db::Transaction& transaction) {
        transaction.execute(forget_last);
        transaction.execute(forget_last);
    });
    world.db().write([&](db::Transaction& transaction) { journal::begin(transaction, world.journal, journal_books()); });
    EXPECT_EQ(verify(), std::vector<std::string>());
    EXPECT_FALSE(world.get("/orders/" + older["id"].text() + "/explain")["journal"].exists());
    world.post("/orders/" + older["id"].text() + "/void", R"({"reason":"mistake"})");
    world.sell(SalesWorld::line(world.latte, 1));
    EXPECT_EQ(verify(), std::vector<std::string>());
}

TEST_F(SalesJournal, ExplainShowsTheEntryAndWhetherItHolds) {
    live();
    const std::string target = "/orders/" + sold["id"].text() + "/explain";
    const auto entry = world.get(target)["journal"];
    EXPECT_EQ(entry["hash"].text(), entries(journal::kind::sale)[0].hash);
    EXPECT_TRUE(entry["verified"].boolean());
    world.db().write([](db::Transaction& transaction) { transaction.execute(damages[0].statement); });
    EXPECT_FALSE(world.get(target)["journal"]["verified"].boolean());
    EXPECT_EQ(world.get(target)["journal"]["differences"].size(), 1U);
}

}  // namespace
}  // namespace cafepos::sales
