#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "rollups/rollups.h"

namespace cafepos::sales {

// What reports are told of the orders themselves, where sums of all are not enough.

/// Which orders matter. With a method: sales that have such a tender, and refunds that were given back so.
struct FactFilter {
    std::optional<rollups::DateRange> days = {};  ///< of the sale; of the refund
    std::optional<std::string> payment_method = {};
    std::optional<std::string> category = {};  ///< sales with such a line; only customers are counted by it
};

/// What is wanted of them beside staff and hours. What is not read is not waited for.
struct FactParts {
    bool lines = true;  ///< items and categories
    bool taxes = true;
    bool tenders = true;
};

/// Counts sales that were not voided, and refunds, from the orders: takes some tens of microseconds for each.
rollups::Rollups count_again(db::Transaction& transaction, const FactFilter& filter, const FactParts& parts = {});

struct CustomerCounts {
    std::int64_t total = 0;       ///< distinct recorded customers who bought in the range
    std::int64_t first_time = 0;  ///< of these, who had never bought before the range
};
BOOST_DESCRIBE_STRUCT(CustomerCounts, (), (total, first_time))
/// `filter.days` is needed.
CustomerCounts count_customers(db::Transaction& transaction, const FactFilter& filter);

struct DiscountSum {
    std::string reason;  ///< empty: none was given
    std::int64_t count = 0;
    Money amount;
};
BOOST_DESCRIBE_STRUCT(DiscountSum, (), (reason, count, amount))
/// Of sales of these days that were not voided, the greatest first.
std::vector<DiscountSum> discounts_by_reason(db::Transaction& transaction, const rollups::DateRange& days);

struct OptionSum {
    std::string group_name;
    std::string name;
    std::int64_t count = 0;  ///< of the units that were sold with it, as often as each has it
    Money amount;            ///< what it added to their prices, before discounts and tax
};
BOOST_DESCRIBE_STRUCT(OptionSum, (), (group_name, name, count, amount))
/// Sold on these days with orders that were not voided, refunded or not; the most frequent first.
std::vector<OptionSum> options_sold(db::Transaction& transaction, const rollups::DateRange& days);

/// The same of one thing on the menu, by what it was called then.
struct ItemOptionSum {
    Id menu_item_id;
    std::string item_name;
    std::string size;
    std::string category;
    std::string group_name;
    std::string name;
    std::int64_t count = 0;
    Money amount;
};
BOOST_DESCRIBE_STRUCT(ItemOptionSum, (), (menu_item_id, item_name, size, category, group_name, name, count, amount))
/// With a method, of orders that have such a tender.
std::vector<ItemOptionSum> options_sold_by_item(db::Transaction& transaction, const rollups::DateRange& days,
                                                const std::optional<std::string>& payment_method);

struct ComboSum {
    Id menu_item_id;
    std::string name;  ///< as it was sold
    std::int64_t count = 0;
    Money amount;  ///< what its parts cost together, before discounts and tax
};
BOOST_DESCRIBE_STRUCT(ComboSum, (), (menu_item_id, name, count, amount))
/// Sold on these days with orders that were not voided, refunded or not; the most frequent first.
std::vector<ComboSum> combos_sold(db::Transaction& transaction, const rollups::DateRange& days);

struct RefundSum {
    std::string reason;
    Id staff_id;  ///< who gave it
    std::int64_t count = 0;
    Money amount;
};
BOOST_DESCRIBE_STRUCT(RefundSum, (), (reason, staff_id, count, amount))
/// Given on these days, the greatest first.
std::vector<RefundSum> refunds_by_reason(db::Transaction& transaction, const rollups::DateRange& days);

struct ServiceSum {
    std::string service;  ///< here, takeaway, delivery, or none where the order names none
    std::int64_t count = 0;
    Money charged;
    Money refunded;
    Money net;  ///< without tax, less refunds
    Money tax;  ///< less refunds
};
BOOST_DESCRIBE_STRUCT(ServiceSum, (), (service, count, charged, refunded, net, tax))
/// Of sales of these days that were not voided and of refunds given on these days, which count where their order does; the
/// greatest first.
std::vector<ServiceSum> sales_by_service(db::Transaction& transaction, const rollups::DateRange& days);

struct LateSales {
    Date business_date;
    std::int64_t count = 0;
    Money charged;
};
BOOST_DESCRIBE_STRUCT(LateSales, (), (business_date, count, charged))
/// Of each day before that one, what arrived after the moment; earliest day first. Without what was voided.
std::vector<LateSales> sales_arrived_since(db::Transaction& transaction, Timestamp since, const Date& before);

struct FlaggedOrder {
    Id id;
    std::string order_number;
    Money total_amount;
    Money priced_total;
    std::string flag_reasons;
    std::string username;  ///< of whoever sold it
    Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(FlaggedOrder, (), (id, order_number, total_amount, priced_total, flag_reasons, username, created_at))
/// Those of a day that were not voided, oldest first, at most `count_max`.
std::vector<FlaggedOrder> flagged_orders(db::Transaction& transaction, const Date& date, int count_max);

}  // namespace cafepos::sales
