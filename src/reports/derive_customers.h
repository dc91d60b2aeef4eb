#pragma once

#include <string>
#include <vector>

#include "db/database.h"

namespace cafepos::reports {

/// Compares customer_visits and customer_rollups with the orders; appends each difference in words.
void verify_customers(db::Transaction& transaction, std::vector<std::string>& differences);
void rebuild_customers(db::Transaction& transaction);

}  // namespace cafepos::reports
