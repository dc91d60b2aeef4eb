#pragma once

#include <string>
#include <vector>

#include "db/database.h"

/// What other slices ask of people's time.
namespace cafepos::time_clock {

/// Names shifts whose times contradict each other, and people whose last shift is not what /users says. Empty: all is well.
std::vector<std::string> verify(db::Transaction& transaction);

}  // namespace cafepos::time_clock
