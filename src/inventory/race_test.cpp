#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "item_store.h"
#include "test_stock.h"

namespace cafepos::inventory {
namespace {

constexpr int clients = 64;
constexpr int rounds = 50;
constexpr int last_units = 23;

const db::Statement write_stock{"inventory_test.write_stock", "UPDATE inventory_items SET current_stock = $2 WHERE id = $1"};

/// Sells one unit to each of 64 clients at once; how many got one.
template <class Sell>
int race(Sell&& sell) {
    std::atomic<int> sold = 0;
    std::atomic<bool> go = false;
    std::vector<std::thread> threads;
    for (int i = 0; i < clients; ++i) {
        threads.emplace_back([&] {
            while (!go) std::this_thread::yield();
            if (sell()) ++sold;
        });
    }
    go = true;
    for (auto& thread : threads) thread.join();
    return sold;
}

TEST(LastUnits, AreSoldExactlyOnceUnderBlock) {
    StockWorld world;
    const Id muffin = world.item("Muffin", "0");
    const Id sold_as = world.menu_item("Muffin", {{muffin, "1"}});
    for (int round = 0; round < rounds; ++round) {
        world.post("/inventory/" + muffin.text() + "/adjust",
                   R"({"adjustment": )" + std::to_string(last_units) + R"(, "reason": "RESTOCK"})");
        std::atomic<int> other_errors = 0;
        const int sold = race([&] {
            const auto code = testing::code_of([&] { world.sell({{sold_as, 1}}, world.ids.next(), settings::Oversell::block); });
            if (!code.empty() && code != "INSUFFICIENT_STOCK") ++other_errors;
            return code.empty();
        });
        ASSERT_EQ(sold, last_units) << "round " << round;
        ASSERT_EQ(other_errors, 0);
        ASSERT_EQ(world.stock_of(muffin), "0");
    }
    EXPECT_TRUE(world.findings().empty());
}

// The twin: the stock is read, changed in memory and written back. The same race must tell it from the ledger, or it proves
// nothing.
TEST(LastUnits, AreOversoldByReadingChangingAndWritingBack) {
    StockWorld world;
    const Id muffin = world.item("Muffin", std::to_string(last_units));
    const auto sell = [&] {
        const auto stock = world.db().reading([&](db::Transaction& tx) { return store::find_item(tx, muffin)->current_stock; });
        if (stock < Quantity::of(1000)) return false;
        world.db().write([&](db::Transaction& tx) { tx.execute(write_stock, muffin, stock - Quantity::of(1000)); });
        return true;
    };
    bool caught = false;
    for (int round = 0; round < rounds && !caught; ++round) {
        world.db().write([&](db::Transaction& tx) { tx.execute(write_stock, muffin, Quantity::of(last_units * 1000)); });
        caught = race(sell) != last_units;
    }
    EXPECT_TRUE(caught);
    EXPECT_FALSE(world.findings().empty()) << "verify sees a stock without movements";
}

}  // namespace
}  // namespace cafepos::inventory
