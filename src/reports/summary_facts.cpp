#include "core/text.h"
#include "journal/rules.h"
#include "journal/store.h"
#include "runs.h"
#include "staff/names.h"
#include "summary.h"

namespace cafepos::reports {
namespace {

std::map<std::string, std::string> names_by_username(db::Transaction& transaction) {
    std::map<std::string, std::string> names;
    for (const auto& [id, name] : staff::names_of_all(transaction)) names[name.username] = text::trim(name.full_name());
    return names;
}

std::vector<sales::LateSales> late_sales(db::Transaction& transaction, const Date& date) {
    const auto told = last_run_before(transaction, date);
    return told ? sales::sales_arrived_since(transaction, *told, date) : std::vector<sales::LateSales>{};
}

}  // namespace

SummaryFacts summary_facts(db::Transaction& transaction, const Date& date) {
    constexpr int week = 7;
    const auto head = journal::store::find_head(transaction);
    return {make_daily_report(transaction, date),
            make_daily_report(transaction, date.plus_days(-week)).summary,
            names_by_username(transaction),
            tips(transaction, {date, date}).rows,
            drawers::differences_on(transaction, date),
            late_sales(transaction, date),
            head ? journal::text_of(*head) : std::string()};
}

}  // namespace cafepos::reports
