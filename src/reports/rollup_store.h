#pragma once

#include <string>

#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "rollup_rows.h"

namespace cafepos::reports {

// Adds sums to the rollups of a day (and of its month). All deferred: the sale pays no round trip for them.

/// Where and how something was counted.
struct Slot {
    Date business_date;
    int business_hour = 0;
    std::string payment_method;
};

void add_sales(db::Transaction& transaction, const Slot& slot, const Id& staff_id, const SalesSums& sums);
void add_category(db::Transaction& transaction, const Slot& slot, const std::string& category, const CategorySums& sums);
void add_item(db::Transaction& transaction, const Slot& slot, const ItemKey& item, const ItemSums& sums);
void add_tax(db::Transaction& transaction, const Slot& slot, const TaxKey& tax, const TaxSums& sums);

}  // namespace cafepos::reports
