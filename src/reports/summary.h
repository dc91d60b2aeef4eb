#pragma once

#include <optional>
#include <string>

#include "core/time.h"
#include "daily_report.h"

namespace cafepos::reports {

/// What the daily summary looks like in an inbox. Pure but for the fonts that draw the chart.
struct SummaryMail {
    std::string subject;
    std::string text;
    std::string html;                      ///< shows the picture as cid:chart
    std::optional<std::string> chart_png;  ///< of the hours; none on a day without sales
};

struct Letterhead {
    std::string store_name;
    std::string currency;  ///< ISO 4217
    Timestamp written_at;
};

SummaryMail render_summary(const DailyReport& report, const Letterhead& letterhead);

}  // namespace cafepos::reports
