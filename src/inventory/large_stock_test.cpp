#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <iostream>

#include "test_stock.h"

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
            StockItem item;
            item.name = "Item " + std::to_string(i * 7919 % 10'000);
            item.category = "Category " + std::to_string(i % 20);
            item.current_stock = Quantity::of(i);
            item.min_stock_level = Quantity::of(1000);
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

/// How the database goes about a statement that it has prepared and used before, in its own words.
std::string plan_of(StockWorld& world, std::string_view name) {
    const auto& all = db::Statement::all();
    const auto found = std::find_if(all.begin(), all.end(), [&](const db::Statement* each) { return each->name() == name; });
    if (found == all.end()) throw std::logic_error("no statement is called " + std::string(name));
    const db::Statement& statement = **found;
    std::string sql = "EXPLAIN QUERY PLAN " + std::string(statement.sqlite_sql());
    if (world.db().engine() == db::Database::Engine::postgres) {
        sql = "EXPLAIN EXECUTE s" + std::to_string(statement.number()) + "(NULL";
        for (std::size_t i = 1; i < statement.parameter_count(); ++i) sql += ", NULL";
        sql += ")";
    }
    static std::deque<std::string> texts;  // a statement is for the life of the process
    static std::deque<db::Statement> explanations;
    const db::Statement& explain = explanations.emplace_back("inventory_test.explain", texts.emplace_back(sql));
    std::string plan;
    world.db().write([&](db::Transaction& tx) {
        plan.clear();
        const bool on_postgres = world.db().engine() == db::Database::Engine::postgres;
        const std::vector<db::Value> nothing(on_postgres ? 0 : statement.parameter_count(), db::Value(nullptr));
        for (const db::Row& row : tx.query_values(explain, nothing)) plan += row.text(on_postgres ? 0 : 3) + "\n";
    });
    return plan;
}

TEST(LargeStock, AMovementLooksItsItemUpThoughThePlanWasMadeWhileThereWereFew) {
    StockWorld world;
    for (int i = 0; i < 3; ++i) world.item("Item " + std::to_string(i), "1");
    world.db().analyze();  // now PostgreSQL knows that they are few
    for (int i = 3; i < 15; ++i) world.item("Item " + std::to_string(i), "1");
    for (const char* name : {"inventory.update_stock", "inventory.stored_items"}) {
        const std::string plan = plan_of(world, name);
        EXPECT_NE(plan.find("USING INDEX") != std::string::npos, plan.find("Index Scan") != std::string::npos) << name << ":\n"
                                                                                                               << plan;
        EXPECT_EQ(plan.find("SCAN inventory_items"), std::string::npos) << name << ":\n" << plan;
        EXPECT_EQ(plan.find("Seq Scan"), std::string::npos) << name << ":\n" << plan;
    }
}

// A café whose tables were never analyzed had the whole ledger read for the stock of yesterday.
TEST(LargeStock, TheStockOfADayReadsOnlyWhatMovedSince) {
    StockWorld world;
    if (world.db().engine() == db::Database::Engine::postgres) GTEST_SKIP() << "PostgreSQL keeps statistics by itself";
    const std::string plan = plan_of(world, "inventory.stock_before");
    EXPECT_NE(plan.find("SEARCH stock_movements USING COVERING INDEX stock_movements_created (created_at>?)"), std::string::npos)
        << plan;
}

}  // namespace
}  // namespace cafepos::inventory
