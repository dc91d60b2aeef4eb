#pragma once

#include <string>

namespace cafepos::app {

/// Logs go to standard error, one line each: time, level, then name=value pairs. Sets the level for the whole process.
void start_logging(const std::string& level);

}  // namespace cafepos::app
