#pragma once

#include "collaborators.h"
#include "order.h"
#include "workshop/workshop.h"

/// What the kitchen hears of orders, in their transactions.
namespace cafepos::sales {

/// What its stations make of a sale.
void send_to_kitchen(db::Transaction& transaction, const Order& order, const Act& act, const Collaborators& with);
/// What of a voided order is not served is not wanted any more.
void cancel_in_kitchen(db::Transaction& transaction, const Order& order, const Act& act, const Collaborators& with);

}  // namespace cafepos::sales
