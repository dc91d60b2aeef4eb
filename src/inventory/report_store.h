#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "db/database.h"

namespace cafepos::inventory::store {

/// An item's movements in a range of time, by type. Amounts are signed as the ledger has them; costs likewise.
struct Usage {
    Id id;
    std::string name;
    std::string category;
    std::string unit;
    Quantity current_stock;
    Quantity sold;
    Quantity returned;
    Quantity wasted;
    Quantity restocked;  ///< with opening stock
    Quantity adjusted;
    Quantity counted_difference;
    Quantity moved_in_range;  ///< the sum of all the above
    Quantity moved_since;     ///< after the range, until now
    StockValue use_cost;      ///< of sales and returns
    StockValue waste_cost;
    StockValue count_cost;
};
BOOST_DESCRIBE_STRUCT(Usage, (),
                      (id, name, category, unit, current_stock, sold, returned, wasted, restocked, adjusted, counted_difference,
                       moved_in_range, moved_since, use_cost, waste_cost, count_cost))

/// All items that moved between `from` and `until`, by name.
std::vector<Usage> usage(db::Transaction& transaction, Timestamp from, Timestamp until);

}  // namespace cafepos::inventory::store
