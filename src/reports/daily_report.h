#pragma once

#include <boost/describe.hpp>
#include <map>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "core/time.h"
#include "dashboard.h"
#include "db/database.h"

namespace cafepos::reports {

// One business day as the wire spells it (contract §11).

struct DailySummary {
    Money totalRevenue;
    std::int64_t totalTransactions = 0;
    Money averageOrderValue;
    Money taxCollected;
    Money discountsGiven;
    Money refundsProcessed;
    std::int64_t refundCount = 0;
    std::map<std::string, Money> paymentMethods;  ///< always with cash and card
};
BOOST_DESCRIBE_STRUCT(DailySummary, (),
                      (totalRevenue, totalTransactions, averageOrderValue, taxCollected, discountsGiven, refundsProcessed,
                       refundCount, paymentMethods))

/// A product over all its sizes.
struct SoldItem {
    std::string id;  ///< of the size that sold best
    std::string name;
    std::string category;
    std::int64_t quantitySold = 0;
    Money revenue;
    std::vector<SoldSize> sizes;  ///< by quantity
};
BOOST_DESCRIBE_STRUCT(SoldItem, (), (id, name, category, quantitySold, revenue, sizes))

/// What somebody sold, and beside it what refunds he gave: mostly of what others sold, so they lower nobody's sales.
struct StaffPerformance {
    Id userId;
    std::string name;  ///< user name
    std::string fullName;
    std::int64_t transactions = 0;
    Money revenue;  ///< of his own sales, as charged
    Money averageOrderValue;
    std::int64_t refundCount = 0;
    Money refunded;
};
BOOST_DESCRIBE_STRUCT(StaffPerformance, (),
                      (userId, name, fullName, transactions, revenue, averageOrderValue, refundCount, refunded))

/// One tax rate, less refunds: taxable + tax = charged.
struct TaxLine {
    std::string name;  ///< empty: what has no tax
    Percentage rate;
    Money taxable;
    Money tax;
    Money charged;
};
BOOST_DESCRIBE_STRUCT(TaxLine, (), (name, rate, taxable, tax, charged))

/// Charged otherwise than the server priced it: somebody should look at it.
struct FlaggedOrderLine {
    Id id;
    std::string orderNumber;
    Money total;
    Money pricedTotal;
    std::string reasons;
    std::string staff;
    Timestamp createdAt;
};
BOOST_DESCRIBE_STRUCT(FlaggedOrderLine, (), (id, orderNumber, total, pricedTotal, reasons, staff, createdAt))

struct DailyReport {
    Date date;
    DailySummary summary;
    std::vector<SoldItem> topSellingItems;
    std::vector<StaffPerformance> staffPerformance;
    std::vector<HourShare> hourlyBreakdown;
    std::vector<TaxLine> taxes;
    std::int64_t flaggedCount = 0;
    std::vector<FlaggedOrderLine> flaggedOrders;  ///< the first hundred
};
BOOST_DESCRIBE_STRUCT(DailyReport, (),
                      (date, summary, topSellingItems, staffPerformance, hourlyBreakdown, taxes, flaggedCount, flaggedOrders))

DailyReport make_daily_report(db::Transaction& transaction, const Date& date);

/// By revenue, descending.
std::vector<StaffPerformance> staff_performance(const std::vector<StaffSums>& staff);
std::vector<TaxLine> tax_lines(const std::map<TaxKey, TaxSums>& taxes);

}  // namespace cafepos::reports
