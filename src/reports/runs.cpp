#include "runs.h"

#include "db/table.h"

namespace cafepos::reports {
namespace {

constexpr std::string_view daily_summary = "daily_summary";

const db::Statement find_run{"reports.find_run", "SELECT started_at FROM scheduled_runs WHERE kind = $1 AND run_for = $2"};
const db::Query<Timestamp> run_before{"reports.run_before", R"(
    SELECT started_at FROM scheduled_runs WHERE kind = $1 AND run_for < $2 ORDER BY run_for DESC LIMIT 1)"};
const db::Statement any_run{"reports.any_run", "SELECT started_at FROM scheduled_runs WHERE kind = $1 LIMIT 1"};
const db::Statement insert_run{"reports.insert_run", R"(
    INSERT INTO scheduled_runs (kind, run_for, started_at, finished_at) VALUES ($1, $2, $3, $3)
    ON CONFLICT (kind, run_for) DO NOTHING)"};

}  // namespace

bool has_run(db::Transaction& transaction, const Date& day) {
    return transaction.query_one(find_run, daily_summary, day).has_value();
}

std::optional<Timestamp> last_run_before(db::Transaction& transaction, const Date& day) {
    return transaction.query_one(run_before, daily_summary, day);
}

bool has_ever_run(db::Transaction& transaction) { return transaction.query_one(any_run, daily_summary).has_value(); }

bool begin_run(db::Transaction& transaction, const Date& day, Timestamp now) {
    return transaction.execute(insert_run, daily_summary, day, now) == 1;
}

}  // namespace cafepos::reports
