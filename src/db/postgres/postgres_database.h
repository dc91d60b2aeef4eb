#pragma once

#include <memory>

#include "../database.h"

namespace cafepos::db::postgres {

/// See db::open.
std::unique_ptr<Database> open(const Options& options);

}  // namespace cafepos::db::postgres
