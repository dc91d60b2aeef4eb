#include "store.h"

namespace cafepos::printing::store {
namespace {

using std::chrono::seconds;

const db::Statement insert_job{"printing.insert_job", R"(
    INSERT INTO print_jobs (id, kind, subject_kind, subject_id, order_id, printer_id, status, attempts, possible_duplicate,
                            next_attempt_at, waits_since, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, 'queued', 0, 0, $7, $7, $7))"};
const db::Statement printed_by{"printing.printed_by", R"(
    UPDATE print_jobs SET printer = COALESCE(printer, $3) WHERE id = $1 AND status = 'printing' AND claimed_until = $2)"};
const db::Statement doubtful{"printing.doubtful", R"(
    UPDATE print_jobs SET possible_duplicate = 1 WHERE id = $1 AND status = 'printing' AND claimed_until = $2)"};
const db::Statement handed_over{"printing.hand_over", R"(
    UPDATE print_jobs SET printer_id = $3, printer = 'fallback', status = 'queued', next_attempt_at = $5, waits_since = $5,
                          claimed_until = NULL, last_error = $4
    WHERE id = $1 AND status = 'printing' AND claimed_until = $2)"};
const db::Statement find_job{"printing.find_job", R"(
    SELECT id, kind, subject_kind, subject_id, order_id, printer_id, status, attempts, possible_duplicate, printer, last_error,
           created_at, printed_at
    FROM print_jobs WHERE id = $1)"};
const db::Statement list_jobs{"printing.list_jobs", R"(
    SELECT id, kind, subject_kind, subject_id, order_id, printer_id, status, attempts, possible_duplicate, printer, last_error,
           created_at, printed_at
    FROM print_jobs WHERE (CAST($1 AS TEXT) IS NULL OR status = CAST($1 AS TEXT))
    ORDER BY id DESC LIMIT CAST($2 AS BIGINT) OFFSET CAST($3 AS BIGINT))"};
// Reads staff_id and created_at of sales' orders.
const db::Statement list_own_jobs{"printing.list_own_jobs", R"(
    SELECT id, kind, subject_kind, subject_id, order_id, printer_id, status, attempts, possible_duplicate, printer, last_error,
           created_at, printed_at
    FROM print_jobs WHERE (CAST($1 AS TEXT) IS NULL OR status = CAST($1 AS TEXT)) AND created_at >= $5
      AND order_id IN (SELECT o.id FROM orders o WHERE o.staff_id = $4 AND o.created_at >= $5)
    ORDER BY id DESC LIMIT CAST($2 AS BIGINT) OFFSET CAST($3 AS BIGINT))"};

const db::Statement list_printers{"printing.list_printers", R"(
    SELECT id, name, type, address, columns, code_page, drawer_kick, fallback_printer_id, active, created_at, updated_at
    FROM printers ORDER BY id)"};
const db::Statement find_one_printer{"printing.find_printer", R"(
    SELECT id, name, type, address, columns, code_page, drawer_kick, fallback_printer_id, active, created_at, updated_at
    FROM printers WHERE id = $1)"};
const db::Statement insert_one_printer{"printing.insert_printer", R"(
    INSERT INTO printers (id, name, type, address, columns, code_page, drawer_kick, fallback_printer_id, active, created_at,
                          updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11))"};
const db::Statement update_one_printer{"printing.update_printer", R"(
    UPDATE printers SET name = $2, type = $3, address = $4, columns = $5, code_page = $6, drawer_kick = $7,
                        fallback_printer_id = $8, active = $9, updated_at = $10 WHERE id = $1)"};
const db::Statement bequeath_jobs{"printing.bequeath_jobs", R"(
    UPDATE print_jobs SET printer_id = $2 WHERE printer_id = $1 AND status <> 'printed')"};
const db::Statement forget_fallback{"printing.forget_fallback", R"(
    UPDATE printers SET fallback_printer_id = NULL WHERE fallback_printer_id = $1)"};
const db::Statement delete_printer{"printing.delete_printer", "DELETE FROM printers WHERE id = $1"};

Job job_of(const db::Row& row) {
    return {row.id(0),      row.text(1), row.text(2),       row.maybe_id(3),    row.maybe_id(4), row.id(5),         row.text(6),
            row.integer(7), row.flag(8), row.maybe_text(9), row.maybe_text(10), row.time(11),    row.maybe_time(12)};
}

Printer printer_of(const db::Row& row) {
    return {row.id(0),   row.text(1),     row.text(2), row.text(3), row.maybe_integer(4), row.text(5),
            row.flag(6), row.maybe_id(7), row.flag(8), row.time(9), row.time(10)};
}

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

void insert(db::Transaction& transaction, const Job& job) {
    transaction.defer(insert_job, job.id, job.kind, job.subject_kind, job.subject_id, job.order_id, job.printer_id,
                      job.created_at);
}

std::optional<ClaimedJob> claim(db::Transaction& transaction, const Id& printer_id, Timestamp now, Timestamp until) {
    const auto claim = queue.claim(transaction, now, until, printer_id);
    if (!claim) return std::nullopt;
    return ClaimedJob{*claim, find(transaction, claim->id).value()};
}

void mark_printed(db::Transaction& transaction, const ClaimedJob& job, const std::string& printer, Timestamp now) {
    transaction.defer(printed_by, job.claim.id, job.claim.until, printer);
    queue.done(transaction, job.claim, now);
}

void mark_doubtful(db::Transaction& transaction, const ClaimedJob& job) {
    transaction.defer(doubtful, job.claim.id, job.claim.until);
}

void hand_over(db::Transaction& transaction, const ClaimedJob& job, const Id& printer_id, const std::string& error,
               Timestamp now) {
    transaction.defer(handed_over, job.claim.id, job.claim.until, printer_id, error, now);
}

std::optional<Job> find(db::Transaction& transaction, const Id& id) {
    const auto row = transaction.query_one(find_job, id);
    return row ? std::optional(job_of(*row)) : std::nullopt;
}

std::vector<Job> list(db::Transaction& transaction, const std::optional<std::string>& status,
                      const std::optional<OwnOrders>& only, int limit, int offset) {
    std::vector<Job> jobs;
    const db::Rows rows = only ? transaction.query(list_own_jobs, status, limit, offset, only->staff_id, only->since)
                               : transaction.query(list_jobs, status, limit, offset);
    for (const db::Row& row : rows) jobs.push_back(job_of(row));
    return jobs;
}

std::vector<Printer> printers(db::Transaction& transaction) {
    std::vector<Printer> found;
    for (const db::Row& row : transaction.query(list_printers)) found.push_back(printer_of(row));
    return found;
}

std::optional<Printer> find_printer(db::Transaction& transaction, const Id& id) {
    const auto row = transaction.query_one(find_one_printer, id);
    return row ? std::optional(printer_of(*row)) : std::nullopt;
}

void insert_printer(db::Transaction& transaction, const Printer& printer) {
    transaction.defer(insert_one_printer, printer.id, printer.name, printer.type, printer.address, printer.columns,
                      printer.code_page, printer.drawer_kick, printer.fallback_printer_id, printer.active, printer.created_at,
                      printer.updated_at);
}

void update_printer(db::Transaction& transaction, const Printer& printer) {
    transaction.defer(update_one_printer, printer.id, printer.name, printer.type, printer.address, printer.columns,
                      printer.code_page, printer.drawer_kick, printer.fallback_printer_id, printer.active, printer.updated_at);
}

void remove_printer(db::Transaction& transaction, const Id& id, const Id& heir) {
    transaction.defer(bequeath_jobs, id, heir);
    transaction.defer(forget_fallback, id);
    transaction.defer(delete_printer, id);
}

}  // namespace cafepos::printing::store
