#pragma once

#include <optional>
#include <vector>

#include "db/database.h"
#include "till.h"

namespace cafepos::drawers::store {

std::vector<Till> list_tills(db::Transaction& transaction);  ///< by name
std::optional<Till> find_till(db::Transaction& transaction, const Id& id);
Till require_till(db::Transaction& transaction, const Id& id);  ///< Error(not_found)
void insert(db::Transaction& transaction, const Till& till);
void update(db::Transaction& transaction, const Till& till);

}  // namespace cafepos::drawers::store
