#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "breakdowns.h"
#include "core/amounts.h"
#include "core/time.h"
#include "daily_report.h"
#include "db/database.h"
#include "json/write.h"
#include "rules.h"

namespace cafepos::reports {

enum class GroupBy { day, week, month, hour, product, item, category, staff, payment, tax, day_tax };
BOOST_DESCRIBE_ENUM(GroupBy, day, week, month, hour, product, item, category, staff, payment, tax, day_tax)

/// One group. Products (over all sizes), items (sizes) and categories have line amounts (price × quantity, before discount and
/// tax), the others what was charged. A person's revenue is what he sold; the refunds he gave stand beside it. Taxes (and days
/// with taxes) are net of refunds: taxable + tax = revenue. What a kind of group does not know is left out, and so are costs and
/// margins for callers without reports.financial.
struct RangeRow {
    std::string key;                        ///< day, Monday of the week, YYYY-MM, hour, id of the item or user, category, method
    std::string label;                      ///< for people
    json::Omittable<std::string> category;  ///< products and items
    json::Omittable<Percentage> rate;       ///< taxes
    json::Omittable<std::int64_t> transactions;
    json::Omittable<std::int64_t> quantity;  ///< products, items and categories: net of refunds
    json::Omittable<Money> charged;
    json::Omittable<Money> refunded;
    Money revenue;
    json::Omittable<Money> discounts;
    json::Omittable<Money> taxable;
    json::Omittable<Money> tax;
    json::Omittable<Money> averageOrderValue;
    json::Omittable<Money> netRevenue;                    ///< after discount, without tax, less refunds
    json::Omittable<Money> costedRevenue;                 ///< the part of netRevenue whose cost recipes tell
    json::Omittable<std::optional<Money>> cost;           ///< of that part; null when there is none
    json::Omittable<std::optional<Tenths>> profitMargin;  ///< of that part
    json::Omittable<std::vector<SoldSize>> sizes;         ///< products
    json::Omittable<std::vector<OptionRow>> options;      ///< products and items, if asked for: what was sold with them
};
BOOST_DESCRIBE_STRUCT(RangeRow, (),
                      (key, label, category, rate, transactions, quantity, charged, refunded, revenue, discounts, taxable, tax,
                       averageOrderValue, netRevenue, costedRevenue, cost, profitMargin, sizes, options))

struct RangeTotals {
    std::int64_t totalTransactions = 0;
    Money charged;
    Money refundsProcessed;
    Money totalRevenue;
    Money discountsGiven;
    Money taxCollected;
    Money netRevenue;  ///< without tax: the sum of all rates' taxable amounts
    Money rounding;    ///< of cash: what is left of totalRevenue beside netRevenue and taxCollected
    Money averageOrderValue;
    std::int64_t flaggedCount = 0;
};
BOOST_DESCRIBE_STRUCT(RangeTotals, (),
                      (totalTransactions, charged, refundsProcessed, totalRevenue, discountsGiven, taxCollected, netRevenue,
                       rounding, averageOrderValue, flaggedCount))

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
/// For a report by product or item: names in each row the options that were sold with it, the most frequent first. As
/// /reports/options counts them: of orders that were not voided, refunded or not.
void add_options(db::Transaction& transaction, const Filter& filter, RangeReport& report);

/// Whether options were asked for: then the file has their column, also if nothing was sold.
enum class WithOptions { no, yes };
/// The report's rows as RFC 4180 text; cells that a spreadsheet would run are neutralised.
std::string csv_of(const RangeReport& report, WithOptions with_options);

}  // namespace cafepos::reports
