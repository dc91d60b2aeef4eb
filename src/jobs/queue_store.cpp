#include "queue.h"

#include <fmt/format.h>

namespace cafepos::jobs {
namespace {

// A job whose waiting began in the future by more than this waits no more: the clock was put back.
constexpr std::string_view put_back = "waits_since - 60000";

std::string filled(const Shape& shape, std::string_view pattern) {
    const std::string lane = shape.lane.empty() ? std::string("CAST({} AS TEXT) IS NULL") : shape.lane + " = {}";
    return fmt::format(fmt::runtime(pattern), fmt::arg("table", shape.table), fmt::arg("running", shape.running),
                       fmt::arg("done", shape.done), fmt::arg("failed", shape.failed),
                       fmt::arg("when_claimed", shape.when_claimed), fmt::arg("when_done", shape.when_done),
                       fmt::arg("done_at", shape.done_at), fmt::arg("put_back", put_back),
                       fmt::arg("second_in_lane", fmt::format(fmt::runtime(lane), "$2")),
                       fmt::arg("third_in_lane", fmt::format(fmt::runtime(lane), "$3")));
}

constexpr std::string_view claim_sql = R"(
    UPDATE {table} SET {when_claimed} status = '{running}', attempts = attempts + 1, claimed_until = $2
    WHERE id = (SELECT id FROM {table}
                WHERE status IN ('queued', '{running}') AND (next_attempt_at <= $1 OR {put_back} > $1)
                  AND (claimed_until IS NULL OR claimed_until <= $1) AND {third_in_lane}
                ORDER BY next_attempt_at, id LIMIT 1)
    RETURNING id, attempts, claimed_until)";
constexpr std::string_view claim_this_sql = R"(
    UPDATE {table} SET {when_claimed} status = '{running}', attempts = attempts + 1, claimed_until = $2 WHERE id = $1
    RETURNING id, attempts, claimed_until)";
constexpr std::string_view end_claims_sql = R"(
    UPDATE {table} SET claimed_until = $1 WHERE status = '{running}' AND claimed_until > $1)";
constexpr std::string_view next_due_sql = R"(
    SELECT MIN(CASE WHEN claimed_until > next_attempt_at THEN claimed_until
                    WHEN {put_back} > CAST($1 AS BIGINT) THEN CAST($1 AS BIGINT)
                    ELSE next_attempt_at END) AS due
    FROM {table} WHERE status IN ('queued', '{running}') AND {second_in_lane})";
constexpr std::string_view length_sql = R"(
    SELECT COALESCE(SUM(CASE WHEN status = '{failed}' THEN 0 ELSE 1 END), 0) AS waiting,
           COALESCE(SUM(CASE WHEN status = '{failed}' THEN 1 ELSE 0 END), 0) AS failed
    FROM {table} WHERE status <> '{done}')";
constexpr std::string_view done_sql = R"(
    UPDATE {table} SET {when_done} {done_at} = $3, status = '{done}', claimed_until = NULL, last_error = NULL
    WHERE id = $1 AND status = '{running}' AND claimed_until = $2)";
constexpr std::string_view again_sql = R"(
    UPDATE {table} SET status = 'queued', next_attempt_at = $4, waits_since = $5, claimed_until = NULL, last_error = $3
    WHERE id = $1 AND status = '{running}' AND claimed_until = $2)";
constexpr std::string_view failed_sql = R"(
    UPDATE {table} SET status = '{failed}', claimed_until = NULL, last_error = $3
    WHERE id = $1 AND status = '{running}' AND claimed_until = $2)";
constexpr std::string_view forget_sql = R"(
    DELETE FROM {table} WHERE id = $1 AND status = '{running}' AND claimed_until = $2)";
constexpr std::string_view retry_sql = R"(
    UPDATE {table} SET status = 'queued', attempts = 0, next_attempt_at = $2, waits_since = $2, claimed_until = NULL
    WHERE id = $1 AND status IN ('queued', '{failed}'))";
constexpr std::string_view sweep_sql = R"(
    DELETE FROM {table} WHERE status IN ('{done}', '{failed}') AND created_at < $1)";

/// A Statement or Query of the queue.
template <class Sql>
Sql made(const Shape& shape, std::string_view what, std::string_view pattern) {
    return Sql(shape.name + "." + std::string(what), filled(shape, pattern));
}

std::vector<const Queue*>& registry() {
    static std::vector<const Queue*> queues;
    return queues;
}

}  // namespace

std::optional<std::string> request_of(const std::string& request_id) {
    return request_id.empty() ? std::nullopt : std::optional(request_id);
}

std::string logged_request(const std::optional<std::string>& request_id) { return request_id ? " request=" + *request_id : ""; }

Queue::Queue(const Shape& shape)
    : name_(shape.name),
      delays_(shape.delays),
      length_(made<db::Query<Length>>(shape, "length", length_sql)),
      claim_(made<db::Query<Claim>>(shape, "claim", claim_sql)),
      claim_this_(made<db::Query<Claim>>(shape, "claim_this", claim_this_sql)),
      next_due_(made<db::Query<std::optional<Timestamp>>>(shape, "next_due", next_due_sql)),
      end_claims_(made<db::Statement>(shape, "end_claims", end_claims_sql)),
      done_(made<db::Statement>(shape, "done", done_sql)),
      again_(made<db::Statement>(shape, "again", again_sql)),
      failed_(made<db::Statement>(shape, "failed", failed_sql)),
      forget_(made<db::Statement>(shape, "forget", forget_sql)),
      retry_(made<db::Statement>(shape, "retry", retry_sql)),
      sweep_(made<db::Statement>(shape, "sweep", sweep_sql)) {
    registry().push_back(this);
}

const std::vector<const Queue*>& Queue::all() { return registry(); }

Queue::Length Queue::length(db::Transaction& transaction) const { return transaction.query_only(length_); }

std::optional<Claim> Queue::claim(db::Transaction& transaction, Timestamp now, Timestamp until,
                                  const std::optional<Id>& lane) const {
    return transaction.query_one(claim_, now, until, lane);
}

std::optional<Claim> Queue::claim_this(db::Transaction& transaction, const Id& id, Timestamp until) const {
    return transaction.query_one(claim_this_, id, until);
}

void Queue::end_claims(db::Transaction& transaction, Timestamp now) const { transaction.defer(end_claims_, now); }

std::optional<Timestamp> Queue::next_due(db::Transaction& transaction, Timestamp now, const std::optional<Id>& lane) const {
    return transaction.query_only(next_due_, now, lane);
}

void Queue::done(db::Transaction& transaction, const Claim& claim, Timestamp now) const {
    transaction.defer(done_, claim.id, claim.claimed_until, now);
}

void Queue::failed(db::Transaction& transaction, const Claim& claim, const std::string& error, Timestamp now,
                   bool for_good) const {
    if (for_good || claim.attempts > std::ssize(delays_)) {
        transaction.defer(failed_, claim.id, claim.claimed_until, error);
    } else {
        const Timestamp next = now + delays_[static_cast<std::size_t>(claim.attempts - 1)];
        transaction.defer(again_, claim.id, claim.claimed_until, error, next, now);
    }
}

void Queue::forget(db::Transaction& transaction, const Claim& claim) const {
    transaction.defer(forget_, claim.id, claim.claimed_until);
}

void Queue::retry(db::Transaction& transaction, const Id& id, Timestamp now) const { transaction.defer(retry_, id, now); }

void Queue::sweep(db::Transaction& transaction, Timestamp older_than) const { transaction.defer(sweep_, older_than); }

}  // namespace cafepos::jobs
