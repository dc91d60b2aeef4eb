#pragma once

#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>

#include "core/amounts.h"
#include "core/id.h"
#include "core/time.h"

namespace cafepos::drawers {

/// The tender that lies in a drawer.
inline constexpr std::string_view cash_method = "cash";

struct Drawer {
    Id id;
    Id till_id;
    Money opening_float;
    Money balance;  ///< what should lie in it: the sum of its movements
    std::int64_t movement_count = 0;
    Timestamp opened_at;
    Id opened_by;
    std::optional<Timestamp> closed_at;
    std::optional<Id> closed_by;
    std::optional<Money> float_left;  ///< stays in it for the next one
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Drawer, (),
                      (id, till_id, opening_float, balance, movement_count, opened_at, opened_by, closed_at, closed_by,
                       float_left, note))

enum class MovementType { opening, sale, refund, voided, paid_in, paid_out, drop, no_sale, reprint };
BOOST_DESCRIBE_ENUM(MovementType, opening, sale, refund, voided, paid_in, paid_out, drop, no_sale, reprint)

/// What is to be written into the ledger. A sale, refund or void that took no cash has the amount 0, and so has the reprint of a
/// receipt, which is there to be counted.
struct CashMove {
    MovementType type{};
    Money amount;  ///< into the drawer; negative: out of it
    std::optional<Id> order_id = {};
    std::optional<Id> refund_id = {};
    std::string reason = {};
    Id staff_id = {};
};
BOOST_DESCRIBE_STRUCT(CashMove, (), (type, amount, order_id, refund_id, reason, staff_id))

struct Movement : CashMove {
    Id id;
    Id drawer_id;
    std::int64_t sequence = 0;  ///< from 1, without gaps
    Money balance;              ///< of the drawer after it
    Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(Movement, (CashMove), (id, drawer_id, sequence, balance, created_at))

/// Coins and notes by their worth ("0.5", "20"), and how many of each.
using Denominations = std::map<std::string, std::int64_t>;

/// What somebody found of one tender.
struct Counted {
    Money amount;
    std::optional<Denominations> denominations = {};
};

/// The same as a row, beside what there should have been; empty if nobody counted.
struct Count {
    Id drawer_id;
    std::string method;
    Money expected;
    std::optional<Money> counted;
    std::optional<std::string> denominations;  ///< JSON
};
BOOST_DESCRIBE_STRUCT(Count, (), (drawer_id, method, expected, counted, denominations))

}  // namespace cafepos::drawers
