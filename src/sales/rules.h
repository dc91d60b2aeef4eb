#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "order.h"
#include "rollups/counted.h"

namespace cafepos::sales {

/// "ORD-20261122-0042": numbers grow beyond four digits when a day does.
std::string order_number(const Date& business_date, std::int64_t value);
std::string refund_number(const Date& business_date, std::int64_t value);

/// What an order is found by besides its number, folded to lower case: the last eight characters of its id (the mark on the
/// register's receipts), the last part of its number, the customer's name from each of its words on, the e-mail address.
std::vector<std::string> search_terms(const Order& order);

/// Who an order's recorded customer is: the e-mail address, else the name, as it is compared; empty for nobody.
std::optional<std::string> customer_key(const Order& order);

/// What somebody typed, as a range of terms and a range of order numbers: everything that begins with it.
struct SearchRanges {
    std::string term_from;
    std::string term_until;
    std::string number_from;
    std::string number_until;
};
SearchRanges search_ranges(std::string_view typed);

/// Error(conflict), saying what to do instead, unless the order may be voided on `today`.
void require_voidable(const Order& order, const Date& today);
/// Error(conflict) for a voided order.
void require_refundable(const Order& order);

/// The order, or one of its refunds, as the reports count it.
rollups::Counted counted_sale(const Order& order);
rollups::Counted counted_refund(const Order& order, const Refund& refund);

}  // namespace cafepos::sales
