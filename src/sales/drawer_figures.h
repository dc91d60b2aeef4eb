#pragma once

#include "drawers/drawer_sales.h"

namespace cafepos::sales {

/// What was sold, given back and voided into that drawer, derived from the orders and refunds that its ledger names.
drawers::DrawerSales sales_of_drawer(db::Transaction& transaction, const Id& drawer_id);

}  // namespace cafepos::sales
