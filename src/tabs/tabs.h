#pragma once

#include <string>
#include <vector>

#include "db/database.h"

namespace cafepos::tabs {

/// Derives again that every unit of a settled tab was sold exactly once, that no order made of a tab has anything else, and the
/// days' numbers. Names each difference in a sentence. Empty: all is well.
std::vector<std::string> verify(db::Transaction& transaction);

}  // namespace cafepos::tabs
