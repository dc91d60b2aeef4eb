#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "drawer.h"
#include "drawer_sales.h"
#include "till.h"

/// The Z of a drawer: what happened at it and what was found in it; the X is the same of one that is open. Spelled as the wire
/// spells it, because it is kept as it was answered.
namespace cafepos::drawers {

struct ZTender {
    std::string method;
    Money sales;
    Money refunds;
    Money voids;
    Money tips;      ///< beside the sales, less those of voids
    Money expected;  ///< with the tips
    std::optional<Money> counted;
    std::optional<Money> difference;  ///< counted less expected
    std::optional<Denominations> denominations;
};
BOOST_DESCRIBE_STRUCT(ZTender, (), (method, sales, refunds, voids, tips, expected, counted, difference, denominations))

/// What the drawer's ledger says, all of it positive but `expected`, which may be anything. Cash sales and voids are with their
/// tips.
struct ZCash {
    Money openingFloat;
    Money sales;
    Money refunds;
    Money voids;
    Money paidIn;
    Money paidOut;
    Money drops;
    Money expected;
    std::optional<Money> floatLeft;
};
BOOST_DESCRIBE_STRUCT(ZCash, (), (openingFloat, sales, refunds, voids, paidIn, paidOut, drops, expected, floatLeft))

/// Cash that somebody put in or took out.
struct ZMovement {
    MovementType type{};
    Money amount;
    std::string reason;
    Id staffId;
    Timestamp createdAt;
};
BOOST_DESCRIBE_STRUCT(ZMovement, (), (type, amount, reason, staffId, createdAt))

/// Of all Z up to and with this one.
struct Perpetual {
    Money sales;
    Money refunds;
    Money voids;
    Money net;
};
BOOST_DESCRIBE_STRUCT(Perpetual, (), (sales, refunds, voids, net))

/// Something that somebody should look at; never a reason to refuse.
struct ZRemark {
    std::string code;  ///< difference, not_counted, late_sales, open_tabs
    std::string text;
};
BOOST_DESCRIBE_STRUCT(ZRemark, (), (code, text))

struct ZReport {
    std::optional<std::int64_t> number;  ///< gapless over all tills; none for an X
    Id drawerId;
    Id tillId;
    std::string tillName;
    Date businessDate;
    Timestamp openedAt;
    Id openedBy;
    std::string openedByName;
    std::optional<Timestamp> closedAt;
    std::optional<Id> closedBy;
    std::optional<std::string> closedByName;
    Sum sales;
    Sum refunds;
    Sum voids;
    Money net;   ///< sales less refunds and voids
    Money tips;  ///< of all tenders, no part of the sales
    Sum discountsTotal;
    std::vector<DiscountSum> discounts;
    std::vector<TaxSum> taxes;
    std::vector<ZTender> tenders;
    ZCash cash;
    std::vector<ZMovement> movements;
    std::int64_t noSales = 0;   ///< how often the drawer was opened without a sale
    std::int64_t reprints = 0;  ///< receipts that were printed again at the till
    std::optional<std::string> firstOrderNumber;
    std::optional<std::string> lastOrderNumber;
    std::vector<LateSale> lateSales;
    std::vector<OpenTab> openTabs;  ///< of the whole café
    Perpetual perpetual;
    std::vector<ZRemark> remarks;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(ZReport, (),
                      (number, drawerId, tillId, tillName, businessDate, openedAt, openedBy, openedByName, closedAt, closedBy,
                       closedByName, sales, refunds, voids, net, tips, discountsTotal, discounts, taxes, tenders, cash, movements,
                       noSales, reprints, firstOrderNumber, lastOrderNumber, lateSales, openTabs, perpetual, remarks, note))

/// What a report is made of.
struct ZFacts {
    std::optional<std::int64_t> number;
    Drawer drawer;
    Till till;
    std::string opened_by_name;
    std::optional<std::string> closed_by_name;
    Date business_date;
    std::vector<Movement> movements;  ///< all of the drawer, in their order
    std::vector<Count> counts;        ///< none for an X
    DrawerSales sales;
    std::vector<OpenTab> open_tabs;
    Perpetual before;  ///< of the Z before this one
};

/// Pure.
ZReport z_report_of(const ZFacts& facts);
/// Pure: what there should be of each tender, cash among them, and what was counted. The expected cash is the drawer's balance.
std::vector<Count> counts_of(const Drawer& drawer, const std::vector<TenderSum>& tenders,
                             const std::map<std::string, Counted>& counted);

}  // namespace cafepos::drawers
