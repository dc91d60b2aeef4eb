#pragma once

#include <string>
#include <vector>

#include "db/database.h"

namespace cafepos::reports {

/// Counts all orders and refunds again and names each row of the rollups that differs, one line each; empty when all is right.
/// Reads everything there is: a minute for a million orders.
std::vector<std::string> verify(db::Transaction& transaction);
/// Replaces the rollups by what the orders and refunds say. Run ANALYZE afterwards.
void rebuild(db::Transaction& transaction);

}  // namespace cafepos::reports
