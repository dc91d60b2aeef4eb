#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/database.h"

namespace cafepos::inventory::store {

/// An item's movements in a range of time, by type. Amounts are signed as the ledger has them; costs likewise.
struct Usage {
    Id item_id;
    std::string name;
    std::string category;
    std::string unit;
    Quantity sold;
    Quantity returned;
    Quantity wasted;
    Quantity restocked;  ///< with opening stock
    Quantity adjusted;
    Quantity counted_difference;
    Quantity moved_in_range;  ///< the sum of all the above
    Quantity moved_since;     ///< after the range, until now
    Quantity stock_now;
    UnitCost use_cost;  ///< of sales and returns
    UnitCost waste_cost;
    UnitCost count_cost;
};

/// All items that moved between `from` and `until`, by name.
std::vector<Usage> usage(db::Transaction& transaction, Timestamp from, Timestamp until);

}  // namespace cafepos::inventory::store
