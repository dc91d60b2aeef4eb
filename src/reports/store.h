#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "rollup_rows.h"
#include "rules.h"

namespace cafepos::reports {

// Reads the rollups. The cost of each call depends on the length of the range, never on how many orders there were.

/// Which sales and refunds count. With a category, sums are those of its lines: "charged" is line price × quantity, a sale
/// counts when it has such a line, and discounts and taxes, which belong to whole sales, are zero.
struct Filter {
    std::optional<std::string> payment_method = {};
    std::optional<std::string> category = {};
};

std::map<Date, SalesSums> sums_by_day(db::Transaction& transaction, const DateRange& range, const Filter& filter);
std::map<int, SalesSums> sums_by_hour(db::Transaction& transaction, const DateRange& range, const Filter& filter);
/// The whole range as one.
SalesSums sums_of(db::Transaction& transaction, const DateRange& range, const Filter& filter);
std::map<ItemKey, ItemSums> sums_by_item(db::Transaction& transaction, const DateRange& range, const Filter& filter);

// These know no category.
std::map<std::string, SalesSums> sums_by_payment_method(db::Transaction& transaction, const DateRange& range);
struct StaffSums {
    Id staff_id;
    std::string username;
    std::string full_name;
    SalesSums sums;  ///< what the person sold, and the refunds the person gave, of whosever sales
};
std::vector<StaffSums> sums_by_staff(db::Transaction& transaction, const DateRange& range, const Filter& filter);
std::map<TaxKey, TaxSums> sums_by_tax(db::Transaction& transaction, const DateRange& range, const Filter& filter);
std::map<Date, std::map<TaxKey, TaxSums>> sums_by_day_and_tax(db::Transaction& transaction, const DateRange& range,
                                                              const Filter& filter);

struct CustomerCounts {
    std::int64_t total = 0;       ///< distinct recorded customers who bought in the range
    std::int64_t first_time = 0;  ///< of these, who had never bought before the range
};
CustomerCounts count_customers(db::Transaction& transaction, const DateRange& range, const Filter& filter);

struct FlaggedOrder {
    Id id;
    std::string order_number;
    Money total;
    Money priced_total;
    std::string reasons;
    std::string staff;
    Timestamp created;
};
/// Those of a day that were not voided, oldest first, at most `count_max`.
std::vector<FlaggedOrder> flagged_orders(db::Transaction& transaction, const Date& date, int count_max);

/// Whether anything was ever sold.
bool has_sales(db::Transaction& transaction);

}  // namespace cafepos::reports
