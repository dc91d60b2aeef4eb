#include "staff_names.h"
#include "summary.h"

namespace cafepos::reports {

SummaryFacts summary_facts(db::Transaction& transaction, const Date& date) {
    constexpr int week = 7;
    return {make_daily_report(transaction, date), make_daily_report(transaction, date.plus_days(-week)).summary,
            staff_names(transaction)};
}

}  // namespace cafepos::reports
