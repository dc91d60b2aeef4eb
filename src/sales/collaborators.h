#pragma once

#include <functional>

#include "inventory/ledger.h"
#include "printing/printing.h"
#include "workshop/workshop.h"

namespace cafepos::sales {

/// What else happens when an order is voided, in the same transaction: said by whoever lies above this slice.
using AfterVoid = std::function<void(db::Transaction& transaction, const Id& order_id, const Act& act)>;

/// What selling, refunding and voiding work with. All of it must outlive the routes.
struct Collaborators : Workshop {
    inventory::Ledger& ledger;
    printing::Printers& printers;
    AfterVoid after_void = {};
};

}  // namespace cafepos::sales
