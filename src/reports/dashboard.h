#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "core/time.h"
#include "db/database.h"
#include "figures.h"
#include "products.h"
#include "rules.h"

namespace cafepos::reports {

// The dashboard as the wire spells it (contract §11).

struct DashboardMetrics {
    Money totalRevenue;
    Money dailyRevenue;    ///< of today, as far as today lies in the range
    Money weeklyRevenue;   ///< of the last seven business days, today included
    Money monthlyRevenue;  ///< of the last thirty
    std::int64_t totalTransactions = 0;
    std::int64_t dailyTransactions = 0;
    Money averageOrderValue;
    std::int64_t totalCustomers = 0;
    std::int64_t returningCustomers = 0;
    std::int64_t newCustomers = 0;
    Money refundsProcessed;
    Money discountsGiven;
    Money taxCollected;
};
BOOST_DESCRIBE_STRUCT(DashboardMetrics, (),
                      (totalRevenue, dailyRevenue, weeklyRevenue, monthlyRevenue, totalTransactions, dailyTransactions,
                       averageOrderValue, totalCustomers, returningCustomers, newCustomers, refundsProcessed, discountsGiven,
                       taxCollected))

struct ChartDay {
    Date date;
    Money revenue;
    std::int64_t transactions = 0;
    Money averageOrderValue;
};
BOOST_DESCRIBE_STRUCT(ChartDay, (), (date, revenue, transactions, averageOrderValue))

/// One size of a product; a product's sizes sum to it.
struct SoldSize {
    std::string id;
    std::string size;
    std::int64_t quantitySold = 0;
    Money revenue;
};
BOOST_DESCRIBE_STRUCT(SoldSize, (), (id, size, quantitySold, revenue))

struct TopProduct {
    std::string id;  ///< of the size that sold best
    std::string name;
    std::string category;
    std::int64_t quantitySold = 0;
    Money revenue;
    std::optional<Tenths>
        profitMargin;             ///< percent; null where no recipe tells the cost, and for callers without reports.financial
    std::vector<SoldSize> sizes;  ///< by quantity
};
BOOST_DESCRIBE_STRUCT(TopProduct, (), (id, name, category, quantitySold, revenue, profitMargin, sizes))

struct CategoryShare {
    std::string category;
    Money revenue;
    Hundredths percentage;
    std::int64_t transactions = 0;  ///< order lines, as the original counted them
    Money averageOrderValue;        ///< per line
    std::string color;
};
BOOST_DESCRIBE_STRUCT(CategoryShare, (), (category, revenue, percentage, transactions, averageOrderValue, color))

struct HourShare {
    int hour = 0;
    Money revenue;
    std::int64_t transactions = 0;
    std::string label;
};
BOOST_DESCRIBE_STRUCT(HourShare, (), (hour, revenue, transactions, label))

struct PeriodFigures {
    Date startDate;  ///< business days, both included
    Date endDate;
    Money revenue;
    std::int64_t transactions = 0;
    Money averageOrderValue;
};
BOOST_DESCRIBE_STRUCT(PeriodFigures, (), (startDate, endDate, revenue, transactions, averageOrderValue))

struct PeriodChange {
    Tenths revenue;
    Tenths transactions;
    Tenths averageOrderValue;
};
BOOST_DESCRIBE_STRUCT(PeriodChange, (), (revenue, transactions, averageOrderValue))

struct Comparison {
    PeriodFigures previousPeriod;
    PeriodChange percentageChange;
};
BOOST_DESCRIBE_STRUCT(Comparison, (), (previousPeriod, percentageChange))

/// A range of business days, both included, and what was sold in it.
struct ComparedDays {
    Date from;
    Date to;
    Money revenue;
    std::int64_t transactions = 0;
    Money averageOrderValue;
};
BOOST_DESCRIBE_STRUCT(ComparedDays, (), (from, to, revenue, transactions, averageOrderValue))

/// Like compared with like, as compared_ranges() says: days that have not begun are left out of both. A day counts whole: today,
/// as far as it has come, stands against all of its counterpart.
struct LikeWithLike {
    ComparedDays current;
    ComparedDays previous;
    PeriodChange change;  ///< in percent of the previous one
};
BOOST_DESCRIBE_STRUCT(LikeWithLike, (), (current, previous, change))

struct Dashboard {
    Date startDate;  ///< the business days it is of, both included
    Date endDate;
    DashboardMetrics metrics;
    std::vector<ChartDay> chartData;
    std::vector<TopProduct> topProducts;
    std::vector<CategoryShare> categoryBreakdown;
    std::vector<HourShare> hourlyBreakdown;
    Comparison comparisonData;
    LikeWithLike comparison;
};
BOOST_DESCRIBE_STRUCT(Dashboard, (),
                      (startDate, endDate, metrics, chartData, topProducts, categoryBreakdown, hourlyBreakdown, comparisonData,
                       comparison))

Dashboard make_dashboard(db::Transaction& transaction, const DateRange& range, const Filter& filter, const Date& today);

/// Best sellers by quantity, of products().
std::vector<TopProduct> top_products(const std::map<ItemKey, ItemSums>& items, std::size_t count_max);
std::vector<SoldSize> sold_sizes(const Product& product);
std::vector<HourShare> hour_shares(const std::map<int, SalesSums>& hours);

}  // namespace cafepos::reports
