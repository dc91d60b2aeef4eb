#pragma once

#include <optional>

#include "drawers/drawer.h"
#include "journal/journal.h"
#include "order.h"

/// What the journal says of sales, refunds and voids: all their values but names of customers and notes, which may be changed
/// and are nobody's business in ten years; and what else may change afterwards. `moved` is what they did to a drawer.
namespace cafepos::sales {

using Moved = std::vector<drawers::Movement>;

journal::Record record_of_sale(const Order& order, const Moved& moved);
/// The order as it was voided.
journal::Record record_of_void(const Order& order, const Moved& moved);
journal::Record record_of_refund(const Refund& refund, const Moved& moved);

}  // namespace cafepos::sales
