#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/database.h"

namespace cafepos::inventory::store {

struct CountLine {
    Id item_id;
    std::string name;
    std::string unit;
    Quantity expected;
    Quantity counted;
    UnitCost cost_per_unit;  ///< when it was counted
};

/// A stock take: what was expected and what was found.
struct Count {
    Id id;
    Id staff_id;
    std::string notes;
    Timestamp created;
    std::vector<CountLine> lines;
};

void insert_count(db::Transaction& transaction, const Count& count);
void insert_count_line(db::Transaction& transaction, const Id& count_id, const CountLine& line);
std::optional<Count> find_count(db::Transaction& transaction, const Id& id);
/// Older than `before` (an id; empty for the newest), newest first.
std::vector<Count> list_counts(db::Transaction& transaction, const std::optional<Id>& before, std::int64_t limit);

}  // namespace cafepos::inventory::store
