#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "rollups/days.h"

/// Small tables that say who and why: one row is one line of the answer and of its CSV, whose columns are called as the members.
namespace cafepos::reports {

/// The tips that somebody was given on a day by one tender, with sales that were not voided. A tip is no revenue.
struct TipRow {
    Date date;
    Id staffId;
    std::string staffName;
    std::string method;
    std::int64_t count = 0;
    Money amount;
};
BOOST_DESCRIBE_STRUCT(TipRow, (), (date, staffId, staffName, method, count, amount))

/// Discounts of sales that were not voided.
struct DiscountRow {
    std::string reason;  ///< empty: none was given
    std::int64_t count = 0;
    Money amount;
};
BOOST_DESCRIBE_STRUCT(DiscountRow, (), (reason, count, amount))

/// An option, such as Oat milk of Milk, as it was sold; voided orders are left out.
struct OptionRow {
    std::string groupName;
    std::string name;
    std::int64_t count = 0;  ///< of the units sold with it, as often as each has it
    Money amount;            ///< what it added to their prices
};
BOOST_DESCRIBE_STRUCT(OptionRow, (), (groupName, name, count, amount))

/// A combo as it was sold; voided orders are left out. Its parts count among the products.
struct ComboRow {
    Id menuItemId;
    std::string name;
    std::int64_t count = 0;
    Money amount;  ///< before discounts and tax
};
BOOST_DESCRIBE_STRUCT(ComboRow, (), (menuItemId, name, count, amount))

struct RefundRow {
    std::string reason;
    Id staffId;  ///< who gave it
    std::string staffName;
    std::int64_t count = 0;
    Money amount;
};
BOOST_DESCRIBE_STRUCT(RefundRow, (), (reason, staffId, staffName, count, amount))

/// How sales were had: here, takeaway, delivery, or none. amount = charged − refunded = net + tax + rounding.
struct ServiceRow {
    std::string service;
    std::int64_t count = 0;  ///< of sales
    Money charged;
    Money refunded;  ///< on these days, of whenever it was sold
    Money net;
    Money tax;
    Money rounding;  ///< of cash
    Money amount;
};
BOOST_DESCRIBE_STRUCT(ServiceRow, (), (service, count, charged, refunded, net, tax, rounding, amount))

/// Sales less refunds, by the weekday of the business day and the hour of the wall clock.
struct WeekdayHourRow {
    int weekday = 0;  ///< 1: Monday … 7: Sunday (ISO 8601)
    int hour = 0;
    std::int64_t count = 0;
    Money amount;
};
BOOST_DESCRIBE_STRUCT(WeekdayHourRow, (), (weekday, hour, count, amount))

template <class Row>
struct Breakdown {
    Date from;
    Date to;
    std::vector<Row> rows;
    std::int64_t count = 0;  ///< of all rows
    Money amount;
    BOOST_DESCRIBE_CLASS(Breakdown, (), (from, to, rows, count, amount), (), ())
};

Breakdown<TipRow> tips(db::Transaction& transaction, const rollups::DateRange& range);
Breakdown<DiscountRow> discounts(db::Transaction& transaction, const rollups::DateRange& range);
Breakdown<OptionRow> options(db::Transaction& transaction, const rollups::DateRange& range);
Breakdown<ComboRow> combos(db::Transaction& transaction, const rollups::DateRange& range);
Breakdown<RefundRow> refunds(db::Transaction& transaction, const rollups::DateRange& range);
Breakdown<ServiceRow> services(db::Transaction& transaction, const rollups::DateRange& range);
Breakdown<WeekdayHourRow> weekday_hours(db::Transaction& transaction, const rollups::DateRange& range);

}  // namespace cafepos::reports
