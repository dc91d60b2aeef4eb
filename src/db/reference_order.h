#pragma once

#include <span>
#include <string>
#include <vector>

#include "migrations.h"

namespace cafepos::db {

/// All tables, each after those that its rows refer to, as the migrations say it. In this order rows can be inserted.
std::vector<std::string> in_order_of_references(std::span<const Migration> migrations);

}  // namespace cafepos::db
