#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "breakdowns.h"
#include "core/time.h"
#include "daily_report.h"
#include "drawers/differences.h"
#include "overnight.h"
#include "sales/facts.h"

namespace cafepos::reports {

/// What the daily summary tells.
struct SummaryFacts {
    DailyReport report;
    DailySummary week_before;                  ///< of the same weekday
    std::map<std::string, std::string> names;  ///< of staff, by user name
    std::vector<TipRow> tips;
    std::vector<drawers::Difference> differences;  ///< of drawers closed that day
    std::vector<sales::LateSales> late = {};       ///< of earlier days, arrived since the last summary was sent
    std::string journal_head = {};                 ///< as it is kept outside the database: docs/formats/journal.md
    std::optional<Overnight> overnight = {};       ///< only for the day that is over
};

SummaryFacts summary_facts(db::Transaction& transaction, const Date& date);

/// What it looks like in an inbox. Pure but for the fonts that draw the chart.
struct SummaryMail {
    std::string subject;
    std::string text;
    std::string html;                      ///< shows the picture as cid:chart
    std::optional<std::string> chart_png;  ///< of the hours; none on a day without sales
};

struct Letterhead {
    std::string store_name;
    std::string currency;  ///< ISO 4217
    std::string language;  ///< BCP 47
    TimeZone zone;
    Timestamp written_at;
    bool is_test = false;
};

SummaryMail render_summary(const SummaryFacts& facts, const Letterhead& letterhead);

}  // namespace cafepos::reports
