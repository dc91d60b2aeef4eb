#pragma once

#include "config.h"

namespace cafepos::app {

/// Runs the server until SIGTERM or SIGINT, then finishes what was accepted. Answers the process's exit code.
int serve(Config& config);

}  // namespace cafepos::app
