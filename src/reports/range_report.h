#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "core/time.h"
#include "daily_report.h"
#include "db/database.h"
#include "json/write.h"
#include "rules.h"

namespace cafepos::reports {

enum class GroupBy { day, week, month, hour, item, category, staff, payment };
BOOST_DESCRIBE_ENUM(GroupBy, day, week, month, hour, item, category, staff, payment)

/// One group. Items and categories have line amounts (price × quantity, before discount and tax), the others what was
/// charged; what a kind of group does not know is left out, and so are costs and margins for callers without
/// reports.financial.
struct RangeRow {
    std::string key;                        ///< day, Monday of the week, YYYY-MM, hour, id of the item or user, category, method
    std::string label;                      ///< for people
    json::Omittable<std::string> category;  ///< items
    json::Omittable<std::int64_t> transactions;
    json::Omittable<std::int64_t> quantity;  ///< items and categories: net of refunds
    Money charged;
    Money refunded;
    Money revenue;
    json::Omittable<Money> discounts;
    json::Omittable<Money> tax;
    json::Omittable<Money> averageOrderValue;
    json::Omittable<Money> cost;  ///< items and categories, as far as recipes tell it
    json::Omittable<std::optional<Tenths>> profitMargin;
};
BOOST_DESCRIBE_STRUCT(RangeRow, (),
                      (key, label, category, transactions, quantity, charged, refunded, revenue, discounts, tax,
                       averageOrderValue, cost, profitMargin))

struct RangeTotals {
    std::int64_t totalTransactions = 0;
    Money charged;
    Money refundsProcessed;
    Money totalRevenue;
    Money discountsGiven;
    Money taxCollected;
    Money averageOrderValue;
    std::int64_t flaggedCount = 0;
};
BOOST_DESCRIBE_STRUCT(RangeTotals, (),
                      (totalTransactions, charged, refundsProcessed, totalRevenue, discountsGiven, taxCollected,
                       averageOrderValue, flaggedCount))

struct RangeReport {
    Date from;
    Date to;
    GroupBy groupBy = GroupBy::day;
    std::vector<RangeRow> rows;
    RangeTotals totals;  ///< of the whole sales, however they are grouped
    std::vector<TaxLine> taxes;
};
BOOST_DESCRIBE_STRUCT(RangeReport, (), (from, to, groupBy, rows, totals, taxes))

RangeReport make_range_report(db::Transaction& transaction, const DateRange& range, GroupBy group_by, const Filter& filter);

/// The report's rows as RFC 4180 text; cells that a spreadsheet would run are neutralised.
std::string csv_of(const RangeReport& report);

}  // namespace cafepos::reports
