#pragma once

namespace cafepos::app {

/// The program: reads the command line and the configuration, runs the sub-command and answers its exit code:
/// 0 done, 1 failed (or `verify` found a difference), 2 wrong use or configuration. Messages say what to do.
int run(int argc, char** argv);

}  // namespace cafepos::app
