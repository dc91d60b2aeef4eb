#pragma once

#include <optional>

#include "collaborators.h"
#include "records.h"
#include "sell.h"

/// What a sale, a refund and a void do to the cash in the drawer that is open at their till, if there is one. Also those that
/// moved no cash are told to it: the drawer accounts for them.
namespace cafepos::sales {

Moved move_cash_of_sale(db::Transaction& transaction, const Order& order, const Collaborators& with);
Moved move_cash_of_refund(db::Transaction& transaction, const Refund& refund, const Collaborators& with);
Moved move_cash_of_void(db::Transaction& transaction, const Order& order, const Author& author, const Collaborators& with);

/// Where money of the order is given back: at the till that says so, else where it was sold.
std::optional<Id> till_of(const Order& order, const Author& author);

}  // namespace cafepos::sales
