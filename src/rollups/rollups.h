#pragma once

#include <map>
#include <string>
#include <vector>

#include "counted.h"
#include "db/database.h"
#include "summary.h"
#include "table.h"

namespace cafepos::rollups {

/// What sales and refunds add up to. In memory for a few of them; in the tables for all, kept in the transaction of the sale,
/// void or refund, so that a year's dashboard costs the same with ten thousand and a million orders.
/// What counts where: contract §0 Reports.
struct Rollups {
    std::map<StaffDay, SalesSums> staff;
    std::map<TenderDay, SalesSums> tenders;
    std::map<HourPeriod, SalesSums> hours;
    std::map<CategoryPeriod, CategorySums> categories;
    std::map<ItemPeriod, ItemSums> items;
    std::map<TaxDay, TaxSums> taxes;
    std::map<TipDay, TipSums> tips;  ///< of sales; a refund gives none back

    void add_sale(const Counted& sale);
    void take_back_sale(const Counted& sale);  ///< as if it had never been
    void add_refund(const Counted& refund);
};

extern const Table<StaffDay, SalesSums> staff_table;
extern const Table<TenderDay, SalesSums> tender_table;
extern const Table<HourPeriod, SalesSums> hour_table;
extern const Table<CategoryPeriod, CategorySums> category_table;
extern const Table<ItemPeriod, ItemSums> item_table;
extern const Table<TaxDay, TaxSums> tax_table;
extern const Table<TipDay, TipSums> tip_table;

extern const Summary<DayPart, SalesSums> days_summary;
extern const Summary<StaffPart, SalesSums> staff_summary;
extern const Summary<HourPart, SalesSums> hours_summary;
extern const Summary<ItemKey, ItemSums> items_summary;
extern const Summary<TaxKey, TaxSums> taxes_summary;

void count_sale(db::Transaction& transaction, const Counted& sale);
void uncount_sale(db::Transaction& transaction, const Counted& sale);
void count_refund(db::Transaction& transaction, const Counted& refund);

/// Whether anything was ever paid or given back by it.
bool has_method(db::Transaction& transaction, const std::string& payment_method);

/// Names each row of the tables that differs from what was counted again, one line each; empty when all is right.
std::vector<std::string> differences(db::Transaction& transaction, const Rollups& counted);
/// Puts what was counted again into the tables' place.
void replace(db::Transaction& transaction, const Rollups& counted);

}  // namespace cafepos::rollups
