#pragma once

#include "sales/collaborators.h"
#include "wire.h"

namespace cafepos::tabs {

/// How tabs are shown: with what the kitchen knows of them, what was sold, and what the rest costs today. Nothing is stored.
TabView show(db::Transaction& transaction, const Tab& tab, const sales::Collaborators& with);
/// What is not settled costs today; a tab of which nothing is left costs nothing.
FiguresView figures_of(db::Transaction& transaction, const Tab& tab, const sales::Collaborators& with);

/// So much of a line, as it is sold.
sales::NewLine new_line_of(const Line& line, int quantity);

}  // namespace cafepos::tabs
