#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "db/database.h"
#include "inventory.h"

namespace cafepos::inventory::store {

/// Keeps from when on an item costs that; to be called wherever its cost is written, in the same transaction. Nothing happens if
/// it costs that already. A clock that was put back dates no cost before the one it follows.
void note_cost(db::Transaction& transaction, const Id& item_id, UnitCost cost, Timestamp now);

/// Keeps that an item was archived and is brought back now; to be called wherever that happens, in the same transaction.
void note_absence(db::Transaction& transaction, const Id& item_id, Timestamp archived_at, Timestamp now);

/// How an item stood at some moment; its name, category and unit are today's.
struct StockThen {
    Id id;
    std::string name;
    std::string category;
    std::string unit;
    Quantity stock;
    UnitCost cost;
};
BOOST_DESCRIBE_STRUCT(StockThen, (), (id, name, category, unit, stock, cost))

/// All items that existed right before that moment and were not archived by then; of the ledger, what moved since is taken back.
std::vector<StockThen> stock_before(db::Transaction& transaction, Timestamp moment);

struct StrangeCost {
    Id id;
    std::string name;
    UnitCost cost_per_unit;
    std::optional<UnitCost> kept;  ///< the last one; empty: none
};
BOOST_DESCRIBE_STRUCT(StrangeCost, (), (id, name, cost_per_unit, kept))
/// Items whose last kept cost is not what they cost.
std::vector<StrangeCost> strange_costs(db::Transaction& transaction);

}  // namespace cafepos::inventory::store
