#pragma once

#include "inventory/ledger.h"
#include "printing/printing.h"
#include "workshop/workshop.h"

namespace cafepos::sales {

/// What selling, refunding and voiding work with. All of it must outlive the routes.
struct Collaborators : Workshop {
    inventory::Ledger& ledger;
    printing::Printers& printers;
};

}  // namespace cafepos::sales
