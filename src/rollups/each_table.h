#pragma once

#include "rollups.h"

namespace cafepos::rollups {

/// Calls `work` with each table and its rows.
template <class Work>
void for_each_table(const Rollups& rollups, const Work& work) {
    work(staff_table, rollups.staff);
    work(tender_table, rollups.tenders);
    work(hour_table, rollups.hours);
    work(category_table, rollups.categories);
    work(item_table, rollups.items);
    work(tax_table, rollups.taxes);
    work(tip_table, rollups.tips);
}

}  // namespace cafepos::rollups
