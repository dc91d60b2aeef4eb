#pragma once

#include <string>
#include <vector>

#include "derive.h"

namespace cafepos::reports {

/// Appends one line for each row that is stored otherwise than it should be, is missing, or is too much.
void compare(const std::string& table, const RollupRows& stored, const RollupRows& derived,
             std::vector<std::string>& differences);

}  // namespace cafepos::reports
