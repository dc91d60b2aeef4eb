#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "db/database.h"

namespace cafepos::inventory::store {

struct CountRow {
    Id count_id;
    Id inventory_item_id;
    Quantity expected;
    Quantity counted;
    UnitCost cost_per_unit;  ///< when it was counted
};
BOOST_DESCRIBE_STRUCT(CountRow, (), (count_id, inventory_item_id, expected, counted, cost_per_unit))

struct CountLine : CountRow {
    std::string name;
    std::string unit;
};
BOOST_DESCRIBE_STRUCT(CountLine, (CountRow), (name, unit))

/// A stock take: what was expected and what was found.
struct Count {
    Id id;
    Id staff_id;
    std::string notes;
    Timestamp created_at;
    std::vector<CountLine> lines;
};
BOOST_DESCRIBE_STRUCT(Count, (), (id, staff_id, notes, created_at))

/// With its lines.
void insert_count(db::Transaction& transaction, const Count& count);
std::optional<Count> find_count(db::Transaction& transaction, const Id& id);
/// Older than `before` (an id; empty for the newest), newest first.
std::vector<Count> list_counts(db::Transaction& transaction, const std::optional<Id>& before, std::int64_t limit);

}  // namespace cafepos::inventory::store
