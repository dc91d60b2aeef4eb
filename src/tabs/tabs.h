#pragma once

#include <string>
#include <vector>

#include "db/database.h"
#include "printing/printing.h"
#include "workshop/workshop.h"

namespace cafepos::tabs {

/// Takes back from the kitchen what an order paid for that was made of a tab: for sales::Collaborators::after_void. The tab stays
/// as it is; of its open lines nothing is made twice.
void cancel_in_kitchen(db::Transaction& transaction, const Id& order_id, const Act& act, const Workshop& workshop,
                       printing::Printers& printers);

/// Derives again that every unit of a settled tab was sold exactly once, that no order made of a tab has anything else, and the
/// days' numbers. Names each difference in a sentence. Empty: all is well.
std::vector<std::string> verify(db::Transaction& transaction);

}  // namespace cafepos::tabs
