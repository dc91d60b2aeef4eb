#pragma once

#include <cstdlib>

namespace cafepos::testing {

/// How often a test of what many do at once repeats: each day, or in the long run of `./dev nightly`.
inline int times(int each_day, int each_night) { return std::getenv("CAFEPOS_TEST_NIGHTLY") == nullptr ? each_day : each_night; }

}  // namespace cafepos::testing
