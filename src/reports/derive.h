#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "db/database.h"

/// The rollups as they must be, told from the orders and refunds themselves.
namespace cafepos::reports {

/// A row's key, one text per key column; and its sums.
using RollupKey = std::vector<std::string>;
using RollupRows = std::map<RollupKey, std::vector<std::int64_t>>;

/// What verifying and rebuilding need to know of a rollup table. Its statements give key columns first, then sums.
struct RollupTable {
    std::string name;
    std::string key_kinds;  ///< one letter per key column: t text, i integer
    std::size_t sum_count;
    const db::Statement* stored;    ///< all rows
    const db::Statement* sold;      ///< from the orders that were not voided, by day
    const db::Statement* refunded;  ///< from the refunds, by day
    const db::Statement* insert;
    const db::Statement* clear;
    int period_column;  ///< for tables kept by day and by month, where column 0 is the grain; else -1
};
const std::vector<RollupTable>& rollup_tables();

/// Rows that came to zero are left out.
RollupRows stored_rows(db::Transaction& transaction, const RollupTable& table);
RollupRows derived_rows(db::Transaction& transaction, const RollupTable& table);
/// Replaces what is stored.
void replace_rows(db::Transaction& transaction, const RollupTable& table, const RollupRows& rows);

}  // namespace cafepos::reports
