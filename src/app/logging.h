#pragma once

#include <string>

#include "config.h"

namespace cafepos::app {

/// Logs go to standard error, one line each: time, level, words, then name=value pairs; or the same as a JSON object with
/// `time`, `level`, `message` and a member for each pair (LOG_FORMAT). Sets both for the whole process.
void start_logging(const Config& config);

/// A line as it is written: what would end it, or speak to a terminal, stands there as \n and \x1b. For the test.
std::string log_line(const std::string& time, const std::string& level, const std::string& text);
/// The same as an object.
std::string log_object(const std::string& time, const std::string& level, const std::string& text);

}  // namespace cafepos::app
