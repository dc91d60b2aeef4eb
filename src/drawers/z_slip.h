#pragma once

#include "paper/slip.h"
#include "settings/settings.h"
#include "z_report.h"

namespace cafepos::drawers {

/// A Z, or an X, as it stands on paper and on screens: under the café's name, by its clock on the wall. Pure.
paper::Slip slip_of(const ZReport& report, const settings::Settings& settings);

}  // namespace cafepos::drawers
