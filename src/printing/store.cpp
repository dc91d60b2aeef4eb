#include "store.h"

#include <stdexcept>

namespace cafepos::printing::store {
namespace {

const db::Statement insert_job{"printing.insert_job",
                               "INSERT INTO print_jobs (id, kind, order_id, refund_id, status, attempts, possible_duplicate, "
                               "next_attempt_at, waits_since, created_at) VALUES ($1, $2, $3, $4, 'queued', 0, 0, $5, $5, $5)"};

#define JOB_COLUMNS \
    "id, kind, order_id, refund_id, status, attempts, possible_duplicate, printer, last_error, created_at, printed_at"

const db::Statement claim_job{
    "printing.claim_job",
    "UPDATE print_jobs SET possible_duplicate = CASE WHEN status = 'printing' THEN 1 ELSE possible_duplicate END, "
    "status = 'printing', attempts = attempts + 1, claimed_until = $2 WHERE id = (SELECT id FROM print_jobs "
    "WHERE (status = 'queued' AND (next_attempt_at <= $1 OR waits_since - 60000 > $1)) "
    "OR (status = 'printing' AND claimed_until <= $1) ORDER BY id LIMIT 1) "
    "RETURNING " JOB_COLUMNS};

const db::Statement end_claims_now{"printing.end_claims",
                                   "UPDATE print_jobs SET claimed_until = $1 WHERE status = 'printing' AND claimed_until > $1"};
const db::Statement job_printed{"printing.job_printed",
                                "UPDATE print_jobs SET status = 'printed', printer = $2, printed_at = $3, claimed_until = NULL, "
                                "last_error = NULL WHERE id = $1"};
const db::Statement job_failed{"printing.job_failed",
                               "UPDATE print_jobs SET status = 'failed', last_error = $2, possible_duplicate = $3, "
                               "claimed_until = NULL WHERE id = $1"};
const db::Statement job_again{"printing.job_again",
                              "UPDATE print_jobs SET status = 'queued', last_error = $2, possible_duplicate = $3, "
                              "next_attempt_at = $4, waits_since = $5, claimed_until = NULL WHERE id = $1"};
const db::Statement job_retry{"printing.job_retry",
                              "UPDATE print_jobs SET status = 'queued', attempts = 0, next_attempt_at = $2, waits_since = $2 "
                              "WHERE id = $1 AND status = 'failed'"};
const db::Statement find_job{"printing.find_job", "SELECT " JOB_COLUMNS " FROM print_jobs WHERE id = $1"};
const db::Statement list_jobs{"printing.list_jobs",
                              "SELECT " JOB_COLUMNS
                              " FROM print_jobs WHERE (CAST($1 AS TEXT) IS NULL OR status = CAST($1 AS TEXT)) "
                              "ORDER BY id DESC LIMIT CAST($2 AS BIGINT) OFFSET CAST($3 AS BIGINT)"};
const db::Statement list_own_jobs{
    "printing.list_own_jobs",
    "SELECT " JOB_COLUMNS
    " FROM print_jobs WHERE (CAST($1 AS TEXT) IS NULL OR status = CAST($1 AS TEXT)) AND created_at >= $5 "
    "AND order_id IN (SELECT o.id FROM orders o WHERE o.staff_id = $4 AND o.created_at >= $5) "
    "ORDER BY id DESC LIMIT CAST($2 AS BIGINT) OFFSET CAST($3 AS BIGINT)"};
const db::Statement earliest_job{
    "printing.earliest_job",
    "SELECT MIN(CASE WHEN status = 'printing' THEN claimed_until "
    "WHEN waits_since - 60000 > CAST($1 AS BIGINT) THEN CAST($1 AS BIGINT) ELSE next_attempt_at END) FROM print_jobs "
    "WHERE status IN ('queued', 'printing')"};

#undef JOB_COLUMNS

JobKind kind_of(const std::string& name) {
    for (const JobKind kind : {JobKind::receipt, JobKind::reprint, JobKind::refund, JobKind::test}) {
        if (name_of(kind) == name) return kind;
    }
    throw std::logic_error("print_jobs.kind holds " + name);
}

Job job_of(const db::Row& row) {
    Job job;
    job.id = row.id(0);
    job.kind = kind_of(row.text(1));
    job.order_id = row.maybe_id(2);
    job.refund_id = row.maybe_id(3);
    job.status = row.text(4);
    job.attempts = row.integer(5);
    job.possible_duplicate = row.flag(6);
    job.printer = row.maybe_text(7);
    job.last_error = row.maybe_text(8);
    job.created = row.time(9);
    job.printed = row.maybe_time(10);
    return job;
}

}  // namespace

std::string name_of(JobKind kind) {
    switch (kind) {
        case JobKind::receipt:
            return "receipt";
        case JobKind::reprint:
            return "reprint";
        case JobKind::refund:
            return "refund";
        case JobKind::test:
            return "test";
    }
    return "";
}

void insert(db::Transaction& transaction, const Id& id, JobKind kind, const std::optional<Id>& order_id,
            const std::optional<Id>& refund_id, Timestamp now) {
    transaction.defer(insert_job, id, name_of(kind), order_id, refund_id, now);
}

void end_claims(db::Transaction& transaction, Timestamp now) { transaction.defer(end_claims_now, now); }

std::optional<Job> claim(db::Transaction& transaction, Timestamp now, Timestamp claimed_until) {
    const auto row = transaction.query_one(claim_job, now, claimed_until);
    if (!row) return std::nullopt;
    return job_of(*row);
}

void mark_printed(db::Transaction& transaction, const Id& id, const std::string& printer, Timestamp now) {
    transaction.execute(job_printed, id, printer, now);
}

void mark_failed(db::Transaction& transaction, const Id& id, const std::string& error, bool possible_duplicate) {
    transaction.execute(job_failed, id, error, possible_duplicate);
}

void mark_for_retry(db::Transaction& transaction, const Id& id, const std::string& error, bool possible_duplicate, Timestamp next,
                    Timestamp now) {
    transaction.execute(job_again, id, error, possible_duplicate, next, now);
}

bool retry(db::Transaction& transaction, const Id& id, Timestamp now) { return transaction.execute(job_retry, id, now) == 1; }

std::optional<Job> find(db::Transaction& transaction, const Id& id) {
    const auto row = transaction.query_one(find_job, id);
    if (!row) return std::nullopt;
    return job_of(*row);
}

std::vector<Job> list(db::Transaction& transaction, const std::optional<std::string>& status,
                      const std::optional<OwnOrders>& only, int limit, int offset) {
    std::vector<Job> jobs;
    const db::Rows rows = only ? transaction.query(list_own_jobs, status, limit, offset, only->staff_id, only->since)
                               : transaction.query(list_jobs, status, limit, offset);
    for (const db::Row& row : rows) jobs.push_back(job_of(row));
    return jobs;
}

std::optional<Timestamp> next_due(db::Transaction& transaction, Timestamp now) {
    const auto row = transaction.query_one(earliest_job, now);
    return row ? row->maybe_time(0) : std::nullopt;
}

}  // namespace cafepos::printing::store
