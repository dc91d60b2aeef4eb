#pragma once

#include <map>

#include "sales/collaborators.h"
#include "wire.h"

namespace cafepos::tabs {

/// How tabs are shown: with what the kitchen knows of them, what was sold, and what the rest costs today. Nothing is stored.
TabView show(db::Transaction& transaction, const Tab& tab, const sales::Collaborators& with);
std::vector<TabView> show(db::Transaction& transaction, const std::vector<Tab>& tabs, const sales::Collaborators& with);
/// What is not settled costs today; a tab of which nothing is left costs nothing.
FiguresView figures_of(db::Transaction& transaction, const Tab& tab, const sales::Collaborators& with);

/// How many of each line the kitchen was told of, less what it was told to leave: it knows a line as one of the tab it was
/// ordered on. One statement for each of these; lines that it never knew are absent.
std::map<Id, int> sent_of(db::Transaction& transaction, const Tab& tab);

/// So much of a line, as it is sold.
sales::NewLine new_line_of(const Line& line, int quantity);

}  // namespace cafepos::tabs
