#include "source.h"

namespace cafepos::testing {

std::filesystem::path source_root() { return CAFEPOS_SOURCE; }

}  // namespace cafepos::testing
