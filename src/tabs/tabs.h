#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/database.h"
#include "drawers/drawer_sales.h"
#include "printing/printing.h"
#include "sales/collaborators.h"
#include "sales/sell.h"
#include "workshop/workshop.h"

namespace cafepos::tabs {

/// Takes back from the kitchen what an order paid for that was made of a tab: for sales::Collaborators::after_void. The tab stays
/// as it is; of its open lines nothing is made twice.
void cancel_in_kitchen(db::Transaction& transaction, const Id& order_id, const Act& act, const Workshop& workshop,
                       printing::Printers& printers);

/// What nobody has settled, for drawers::Sources::open_tabs.
std::vector<drawers::OpenTab> open_tabs(db::Transaction& transaction, const sales::Collaborators& with);

/// For seeds: a tab as somebody would have opened it, eaten here. What is paid is paid in cash.
struct Plant {
    std::optional<std::string> name;
    std::optional<std::string> table;
    std::optional<int> guests;
    std::vector<sales::NewLine> paid;    ///< the kitchen was told of it as well
    std::vector<sales::NewLine> sent;    ///< the kitchen was told of it
    std::vector<sales::NewLine> unsent;  ///< it was not
};
void plant_tab(db::Transaction& transaction, const sales::Collaborators& with, const sales::Author& by, const Plant& plant);

/// Derives again that every unit of a settled tab was sold exactly once, that no order made of a tab has anything else, and the
/// days' numbers. Names each difference in a sentence. Empty: all is well.
std::vector<std::string> verify(db::Transaction& transaction);

}  // namespace cafepos::tabs
