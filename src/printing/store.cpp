#include "store.h"

#include "db/known.h"
#include "printing_store.h"

namespace cafepos::printing::store {
namespace {

using std::chrono::seconds;

const db::Table<Job> job_table{"print_jobs"};
const db::Statement printed_by{"printing.printed_by", R"(
    UPDATE print_jobs SET printer = COALESCE(printer, $3) WHERE id = $1 AND status = 'printing' AND claimed_until = $2)"};
const db::Statement doubtful{"printing.doubtful", R"(
    UPDATE print_jobs SET possible_duplicate = 1 WHERE id = $1 AND status = 'printing' AND claimed_until = $2)"};
const db::Statement handed_over{"printing.hand_over", R"(
    UPDATE print_jobs SET printer_id = $3, printer = 'fallback', status = 'queued', next_attempt_at = $5, waits_since = $5,
                          claimed_until = NULL, last_error = $4
    WHERE id = $1 AND status = 'printing' AND claimed_until = $2)"};
const db::Query<Job> find_job{"printing.find_job", "SELECT {} FROM print_jobs WHERE id = $1"};
const db::Query<Job> list_jobs{"printing.list_jobs", R"(
    SELECT {} FROM print_jobs WHERE (CAST($1 AS TEXT) IS NULL OR status = CAST($1 AS TEXT))
    ORDER BY id DESC LIMIT CAST($2 AS BIGINT) OFFSET CAST($3 AS BIGINT))"};
// It reads orders of sales: who sold what.
const db::Query<Job> list_own_jobs{"printing.list_own_jobs", R"(
    SELECT {} FROM print_jobs WHERE (CAST($1 AS TEXT) IS NULL OR status = CAST($1 AS TEXT)) AND created_at >= $5
      AND order_id IN (SELECT o.id FROM orders o WHERE o.staff_id = $4 AND o.created_at >= $5)
    ORDER BY id DESC LIMIT CAST($2 AS BIGINT) OFFSET CAST($3 AS BIGINT))"};

const db::Table<Printer> printer_table{"printers"};
const db::Update<Printer> printer_update{"printers"};
const db::Query<Printer> list_printers{"printing.list_printers", "SELECT {} FROM printers ORDER BY id"};
const db::Query<Printer> printers_of_ids{"printing.printers_of_ids", "SELECT {} FROM printers WHERE id IN {$1}"};
const db::Known<Id, Printer> known_printers{{{"printers"}}, [](db::Transaction& transaction, const std::vector<Id>& ids) {
                                                std::unordered_map<Id, Printer> printers;
                                                for (Printer& one : transaction.query(printers_of_ids, db::list_of(ids))) {
                                                    printers.emplace(one.id, std::move(one));
                                                }
                                                return printers;
                                            }};
const db::Statement bequeath_jobs{"printing.bequeath_jobs", R"(
    UPDATE print_jobs SET printer_id = $2 WHERE printer_id = $1 AND status <> 'printed')"};
const db::Statement forget_fallback{"printing.forget_fallback", R"(
    UPDATE printers SET fallback_printer_id = NULL WHERE fallback_printer_id = $1)"};
const db::Statement delete_printer{"printing.delete_printer", "DELETE FROM printers WHERE id = $1"};

}  // namespace

const jobs::Queue queue{{.name = "printing",
                         .table = "print_jobs",
                         .running = "printing",
                         .done = "printed",
                         .failed = "failed",
                         .delays = {seconds(1), seconds(2), seconds(5), seconds(15), seconds(60), seconds(300), seconds(900),
                                    seconds(1800), seconds(3600)},
                         .done_at = "printed_at",
                         .when_claimed = "possible_duplicate = CASE WHEN status = 'printing' THEN 1 ELSE possible_duplicate END,",
                         .lane = "printer_id"}};

void insert(db::Transaction& transaction, Job job) {
    job.status = "queued";
    job.next_attempt_at = job.waits_since = job.created_at;
    transaction.insert(job_table, job);
}

std::optional<ClaimedJob> claim(db::Transaction& transaction, const Id& printer_id, Timestamp now, Timestamp until) {
    const auto claim = queue.claim(transaction, now, until, printer_id);
    if (!claim) return std::nullopt;
    return ClaimedJob{*claim, transaction.query_only(find_job, claim->id)};
}

void mark_printed(db::Transaction& transaction, const ClaimedJob& job, const std::string& printer, Timestamp now) {
    transaction.defer(printed_by, job.claim.id, job.claim.claimed_until, printer);
    queue.done(transaction, job.claim, now);
}

void mark_doubtful(db::Transaction& transaction, const ClaimedJob& job) {
    transaction.defer(doubtful, job.claim.id, job.claim.claimed_until);
}

void hand_over(db::Transaction& transaction, const ClaimedJob& job, const Id& printer_id, const std::string& error,
               Timestamp now) {
    transaction.defer(handed_over, job.claim.id, job.claim.claimed_until, printer_id, error, now);
}

std::optional<Job> find(db::Transaction& transaction, const Id& id) { return transaction.query_one(find_job, id); }

std::vector<Job> list(db::Transaction& transaction, const std::optional<std::string>& status,
                      const std::optional<OwnOrders>& only, int limit, int offset) {
    return only ? transaction.query(list_own_jobs, status, limit, offset, only->staff_id, only->since)
                : transaction.query(list_jobs, status, limit, offset);
}

std::vector<Printer> printers(db::Transaction& transaction) { return transaction.query(list_printers); }

std::optional<Printer> find_printer(db::Transaction& transaction, const Id& id) { return known_printers.find(transaction, id); }

void insert_printer(db::Transaction& transaction, const Printer& printer) { transaction.insert(printer_table, printer); }
void update_printer(db::Transaction& transaction, const Printer& printer) { transaction.update(printer_update, printer); }

void remove_printer(db::Transaction& transaction, const Id& id, const Id& heir) {
    transaction.defer(bequeath_jobs, id, heir);
    transaction.defer(forget_fallback, id);
    transaction.defer(delete_printer, id);
}

}  // namespace cafepos::printing::store

namespace cafepos::printing {

bool has_printer(db::Transaction& transaction, const Id& id) { return store::find_printer(transaction, id).has_value(); }

}  // namespace cafepos::printing
