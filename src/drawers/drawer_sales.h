#pragma once

#include <boost/describe.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "core/id.h"
#include "core/time.h"
#include "db/database.h"

/// The facts that a Z is made of and this slice does not own: what was sold, given back and voided at a till while a drawer stood
/// open there, and what the café has not been paid for yet. Spelled as the Z shows them.
namespace cafepos::drawers {

struct Sum {
    std::int64_t count = 0;
    Money amount;
    bool operator==(const Sum&) const = default;
};
BOOST_DESCRIBE_STRUCT(Sum, (), (count, amount))

struct DiscountSum {
    std::string reason;  ///< empty: none was given
    std::int64_t count = 0;
    Money amount;
};
BOOST_DESCRIBE_STRUCT(DiscountSum, (), (reason, count, amount))

/// A tax rate over sales, less refunds and voids.
struct TaxSum {
    std::string name;
    Percentage rate;
    Money net;
    Money tax;
    Money gross;
};
BOOST_DESCRIBE_STRUCT(TaxSum, (), (name, rate, net, tax, gross))

/// What came in and went back by one method; all of them positive.
struct TenderSum {
    std::string method;
    Money sales;
    Money refunds;
    Money voids;
    Money tips;  ///< beside the sales, less those of voids
};
BOOST_DESCRIBE_STRUCT(TenderSum, (), (method, sales, refunds, voids, tips))

/// A sale of before the drawer was opened that arrived in it.
struct LateSale {
    std::string orderNumber;
    Date businessDate;
    Money total;
};
BOOST_DESCRIBE_STRUCT(LateSale, (), (orderNumber, businessDate, total))

struct DrawerSales {
    Sum sales;
    Sum refunds;
    Sum voids;
    std::vector<DiscountSum> discounts;  ///< of the sales, by reason
    std::vector<TaxSum> taxes;
    std::vector<TenderSum> tenders;  ///< by method
    std::optional<std::string> firstOrderNumber;
    std::optional<std::string> lastOrderNumber;
    std::vector<LateSale> lateSales;
};

/// Asked of sales, which lies above this slice.
using SalesOf = std::function<DrawerSales(db::Transaction&, const Id& drawer_id)>;

/// A tab that nobody has settled, at whatever till.
struct OpenTab {
    std::string number;
    std::optional<std::string> name;
    std::optional<std::string> table;
    Timestamp openedAt;
    Money amount;  ///< what is not settled would cost now, with its tax
};
BOOST_DESCRIBE_STRUCT(OpenTab, (), (number, name, table, openedAt, amount))

/// Asked of tabs, which lie above this slice: in the order they were opened. Never refuses: a drawer is closed whatever is open.
using OpenTabs = std::function<std::vector<OpenTab>(db::Transaction&)>;

/// What the reports of drawers ask of others.
struct Sources {
    SalesOf sales_of;
    OpenTabs open_tabs = {};  ///< empty: a café without tabs
};

}  // namespace cafepos::drawers
