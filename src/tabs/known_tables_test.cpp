#include <gtest/gtest.h>

#include <algorithm>
#include <deque>

#include "db/memory.h"
#include "db/table.h"
#include "db/transfer.h"
#include "testing/database.h"

// What the writer remembers is forgotten whoever writes it: the program knows it of its own statements, PostgreSQL's triggers of
// everybody's. Here, because this program has all slices in it.
namespace cafepos::tabs {
namespace {

const db::Query<std::int64_t> version{"known_tables_test.version", "SELECT known_version FROM store WHERE id = 1"};

/// They must stay: statements are known by their addresses.
const db::Statement& made(const std::string& sql) {
    static std::deque<db::Statement> statements;
    return statements.emplace_back("known_tables_test." + std::to_string(statements.size()), sql);
}

class KnownTables : public ::testing::Test {
protected:
    std::int64_t version_now() {
        return place.database().reading([](db::Transaction& transaction) { return transaction.query_only(version); });
    }
    /// It concerns no row: the triggers are the statements'.
    bool is_noticed(const std::string& sql) {
        const db::Statement& statement = made(sql + " WHERE 1 = 0");
        const bool by_program = db::changes_known_rows(statement);
        if (testing::engine_under_test() == db::Database::Engine::sqlite) return by_program;
        const auto before = version_now();
        place.database().write([&](db::Transaction& transaction) { transaction.execute(statement); });
        const bool by_database = version_now() != before;
        EXPECT_EQ(by_database, by_program) << sql;
        return by_database && by_program;
    }
    std::vector<std::string> columns_of(const std::string& table) {
        db::Options options;
        options.url = place.url();
        for (const db::TableShape& shape : db::read_rows(options)->tables()) {
            if (shape.name == table) return shape.columns;
        }
        return {};
    }

    testing::TestDatabase place;
};

TEST_F(KnownTables, AreWatchedByTheProgramAndByTheDatabase) {
    EXPECT_GE(db::known_tables().size(), 15U);
    for (const db::KnownTable& table : db::known_tables()) {
        EXPECT_TRUE(is_noticed("INSERT INTO " + table.name + " SELECT * FROM " + table.name)) << table.name;
        EXPECT_TRUE(is_noticed("DELETE FROM " + table.name)) << table.name;
        const auto all = columns_of(table.name);
        EXPECT_FALSE(all.empty()) << table.name;
        for (const std::string& column : table.columns.empty() ? all : table.columns) {
            EXPECT_TRUE(is_noticed("UPDATE " + table.name + " SET " + column + " = " + column)) << table.name << "." << column;
            EXPECT_TRUE(std::ranges::count(all, column) == 1) << table.name << "." << column;
        }
    }
}

TEST_F(KnownTables, AreNoneThatEachSaleWrites) {
    for (const char* const changed : {"inventory_items SET current_stock = current_stock, updated_at = updated_at",
                                      "orders SET notes = notes", "item_rollups SET sold_lines = sold_lines"}) {
        EXPECT_FALSE(is_noticed(std::string("UPDATE ") + changed)) << changed;
    }
    for (const db::Statement* statement : db::Statement::all()) {
        if (statement->name() != "inventory.update_stock") continue;
        EXPECT_FALSE(db::changes_known_rows(*statement));
    }
}

}  // namespace
}  // namespace cafepos::tabs
