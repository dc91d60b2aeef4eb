#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dashboard.h"

namespace cafepos::reports {

/// What a mail shows of the day's hours: one bar for each hour from the first to the last with sales. The picture is drawn
/// at twice the size it is shown at, so that it is sharp on a phone. Empty when there are no hours.
inline constexpr int chart_width = 560;
inline constexpr int chart_height = 200;
std::string hours_chart_png(const std::vector<HourShare>& hours, std::string_view currency, std::string_view language);

}  // namespace cafepos::reports
