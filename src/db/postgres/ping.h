#pragma once

#include "../database.h"

namespace cafepos::db::postgres {

/// See db::is_reachable.
bool is_reachable(const Options& options);

}  // namespace cafepos::db::postgres
