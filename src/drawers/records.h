#pragma once

#include <vector>

#include "drawer.h"
#include "journal/journal.h"
#include "z_store.h"

/// What the journal says of drawers.
namespace cafepos::drawers {

journal::Record record_of(const Movement& movement);
/// As it was opened.
journal::Record record_of(const Drawer& drawer);
journal::Record record_of(const store::ZRow& row, const std::vector<Count>& counts);

}  // namespace cafepos::drawers
