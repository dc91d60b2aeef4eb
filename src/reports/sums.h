#pragma once

#include "rollups/days.h"
#include "rollups/rows.h"

namespace cafepos::reports {

using rollups::DateRange;
using rollups::ItemKey;
using rollups::ItemSums;
using rollups::SalesSums;
using rollups::TaxKey;
using rollups::TaxSums;

}  // namespace cafepos::reports
