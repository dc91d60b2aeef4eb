#pragma once

#include <vector>

#include "drawer.h"
#include "journal/journal.h"
#include "ledger.h"
#include "z_store.h"

/// What the journal says of drawers.
namespace cafepos::drawers {

/// As it was opened.
journal::Record record_of(const Drawer& drawer);
journal::Record record_of(const store::ZRow& row, const std::vector<Count>& counts);

}  // namespace cafepos::drawers
