#pragma once

#include "paper/slip.h"
#include "z_report.h"

namespace cafepos::drawers {

/// A Z, or an X, as it stands on paper and on screens. Pure.
paper::Slip slip_of(const ZReport& report);

}  // namespace cafepos::drawers
