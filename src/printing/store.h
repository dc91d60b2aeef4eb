#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "printing.h"

namespace cafepos::printing::store {

struct Job {
    Id id;
    JobKind kind = JobKind::receipt;
    std::optional<Id> order_id;
    std::optional<Id> refund_id;
    std::string status;  ///< queued, printing, printed, failed
    std::int64_t attempts = 0;
    bool possible_duplicate = false;
    std::optional<std::string> printer;
    std::optional<std::string> last_error;
    Timestamp created;
    std::optional<Timestamp> printed;
};

void insert(db::Transaction& transaction, const Id& id, JobKind kind, const std::optional<Id>& order_id,
            const std::optional<Id>& refund_id, Timestamp now);
/// Takes the oldest due job for this process until `claimed_until`. A job whose claim ran out was interrupted: it comes back
/// as a possible duplicate.
std::optional<Job> claim(db::Transaction& transaction, Timestamp now, Timestamp claimed_until);
/// What a process that died was printing is due at once, as a possible duplicate. Only for a database of one process.
void end_claims(db::Transaction& transaction, Timestamp now);
void mark_printed(db::Transaction& transaction, const Id& id, const std::string& printer, Timestamp now);
void mark_failed(db::Transaction& transaction, const Id& id, const std::string& error, bool possible_duplicate);
void mark_for_retry(db::Transaction& transaction, const Id& id, const std::string& error, bool possible_duplicate, Timestamp next,
                    Timestamp now);
/// Queues a failed job anew; false if there is none.
bool retry(db::Transaction& transaction, const Id& id, Timestamp now);
std::optional<Job> find(db::Transaction& transaction, const Id& id);
/// The slips of orders that one person sold since then.
struct OwnOrders {
    Id staff_id;
    Timestamp since;
};
/// Newest first; `only` empty: everybody's.
std::vector<Job> list(db::Transaction& transaction, const std::optional<std::string>& status,
                      const std::optional<OwnOrders>& only, int limit, int offset);
/// When the next job is due; empty when none waits.
std::optional<Timestamp> next_due(db::Transaction& transaction, Timestamp now);

std::string name_of(JobKind kind);

}  // namespace cafepos::printing::store
