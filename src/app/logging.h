#pragma once

#include <string>

#include "config.h"

namespace cafepos::app {

/// Logs go to standard error, one line each: time, level, words, then name=value pairs; or the same as a JSON object with
/// `time`, `level`, `message` and a member for each pair (LOG_FORMAT). Sets both for the whole process.
void start_logging(const Config& config);

/// A line's text as that object, for the test.
std::string log_object(const std::string& time, const std::string& level, const std::string& text);

}  // namespace cafepos::app
