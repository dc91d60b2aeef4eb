#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/id.h"
#include "core/time.h"
#include "db/table.h"

namespace cafepos::jobs {

/// The table of a durable queue and its words. It has the columns id, status ('queued' or one of these), attempts,
/// next_attempt_at, waits_since, claimed_until, last_error and created_at; what is to be done stands in columns of its own.
struct Shape {
    std::string name;  ///< of the statements: "mail"
    std::string table;
    std::string running = "running", done = "done", failed = "failed";  ///< words of `status`
    std::vector<std::chrono::seconds> delays;  ///< after the first failed attempt, the second …; then a person must look
    std::string done_at;                       ///< the column of the moment when it was done
    std::string when_claimed = {};             ///< what else is SET then, with a comma at its end
    std::string when_done = {};                ///< likewise
    std::string lane = {};                     ///< the column of those who work beside each other; empty: all take from one queue
};

/// As a column `request_id` has it: NULL where no request caused the job.
std::optional<std::string> request_of(const std::string& request_id);
/// For the lines of the log about a job: " request=…" of the request that caused it, or nothing.
std::string logged_request(const std::optional<std::string>& request_id);

/// A job that this process may carry out until then. Its outcome counts only while nobody else has claimed the job.
struct Claim {
    Id id;
    std::int64_t attempts = 0;  ///< with this one
    Timestamp claimed_until;
};
BOOST_DESCRIBE_STRUCT(Claim, (), (id, attempts, claimed_until))

/// Jobs written with what they are for and carried out after the commit, at least once, by any of several processes.
/// docs/adr/0024-jobs-and-paper.md. Declare it as a constant beside its store, like a Statement.
class Queue {
public:
    explicit Queue(const Shape& shape);
    Queue(const Queue&) = delete;
    Queue& operator=(const Queue&) = delete;
    ~Queue() = default;

    /// Takes the job that has been due longest, also one whose claim ran out before its outcome was stored.
    std::optional<Claim> claim(db::Transaction& transaction, Timestamp now, Timestamp until,
                               const std::optional<Id>& lane = std::nullopt) const;
    /// Takes that job, due or not.
    std::optional<Claim> claim_this(db::Transaction& transaction, const Id& id, Timestamp until) const;
    /// Ends all claims: for when all who may have made one are dead.
    void end_claims(db::Transaction& transaction, Timestamp now) const;
    /// When the next job becomes due; empty when none waits. Now, if the clock was put back while it waited.
    std::optional<Timestamp> next_due(db::Transaction& transaction, Timestamp now,
                                      const std::optional<Id>& lane = std::nullopt) const;

    // The outcome of a claim. Nothing happens if it ran out and somebody else took the job.
    void done(db::Transaction& transaction, const Claim& claim, Timestamp now) const;
    /// It is tried again after the next of the delays; no more `for_good` or after the last.
    void failed(db::Transaction& transaction, const Claim& claim, const std::string& error, Timestamp now,
                bool for_good = false) const;
    void forget(db::Transaction& transaction, const Claim& claim) const;  ///< as if it had never been

    /// What is not done.
    struct Length {
        std::int64_t waiting = 0;  ///< or under way
        std::int64_t failed = 0;   ///< given up: a person must look
    };
    [[nodiscard]] Length length(db::Transaction& transaction) const;
    [[nodiscard]] const std::string& name() const { return name_; }
    /// All queues of the process.
    static const std::vector<const Queue*>& all();

    /// A job that waits or was given up is due at once, with all its attempts.
    void retry(db::Transaction& transaction, const Id& id, Timestamp now) const;
    /// Removes what was done or given up and is older.
    void sweep(db::Transaction& transaction, Timestamp older_than) const;

private:
    std::string name_;
    std::vector<std::chrono::seconds> delays_;
    db::Query<Length> length_;
    db::Query<Claim> claim_, claim_this_;
    db::Query<std::optional<Timestamp>> next_due_;
    db::Statement end_claims_, done_, again_, failed_, forget_, retry_, sweep_;
};

BOOST_DESCRIBE_STRUCT(Queue::Length, (), (waiting, failed))

}  // namespace cafepos::jobs
