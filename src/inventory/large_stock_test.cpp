#include <gtest/gtest.h>

#include <chrono>
#include <iostream>

#include "stock_world.h"

namespace cafepos::inventory {
namespace {

#if defined(__SANITIZE_ADDRESS__) || !defined(NDEBUG)
constexpr int slower = 20;  // the figures promised are for a release build
#else
constexpr int slower = 1;
#endif
constexpr int page_ms_max = 10 * slower;
constexpr int scan_ms_max = 40 * slower;  // a search looks into five texts of every item, a deep page walks there

TEST(LargeStock, APageOfTenThousandItemsIsQuick) {
    StockWorld world;
    world.db().write([&](db::Transaction& tx) {
        for (int i = 0; i < 10'000; ++i) {
            NewStockItem item;
            item.name = "Item " + std::to_string(i * 7919 % 10'000);
            item.category = "Category " + std::to_string(i % 20);
            item.current_stock = Quantity::of(i);
            item.min_stock = Quantity::of(1000);
            item.supplier = "Supplier " + std::to_string(i % 50);
            world.ledger.create_item(tx, item, world.admin.user_id);
        }
    });
    world.db().analyze();
    const auto best_ms = [&](const std::string& target) {
        auto best = std::chrono::hours(1) / std::chrono::milliseconds(1) * 1.0;
        for (int i = 0; i < 5; ++i) {
            const auto begin = std::chrono::steady_clock::now();
            const auto page = world.get(target);
            const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
            EXPECT_GT(page["totalItems"].integer(), 0);
            best = std::min(best, took.count());
        }
        return best;
    };
    const auto check = [&](const std::string& target, int ms_max) {
        const double took = best_ms(target);
        std::cout << target << ": " << took << " ms\n";
        EXPECT_LE(took, ms_max) << target;
    };
    check("/inventory?limit=50", page_ms_max);
    check("/inventory?limit=50&offset=9900", scan_ms_max);
    check("/inventory?limit=50&search=supplier+7", scan_ms_max);
    check("/inventory?limit=50&status=low_stock&category=category+3", scan_ms_max);
    EXPECT_EQ(world.get("/inventory")["inventory"].size(), 10'000U);
    EXPECT_TRUE(world.findings().empty());
}

}  // namespace
}  // namespace cafepos::inventory
