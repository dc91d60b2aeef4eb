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

/// What was sold, given back and voided at a till while a drawer stood open there: the facts that a Z is made of and this slice
/// does not own. Spelled as the Z shows them.
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

}  // namespace cafepos::drawers
