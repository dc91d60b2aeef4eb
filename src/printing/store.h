#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jobs/queue.h"
#include "printer.h"

namespace cafepos::printing::store {

/// What is printed, and given up after about two hours: then a person must look (`POST /print-jobs/{id}/retry`). A slip whose
/// claim ran out was interrupted: it comes back as a possible duplicate.
extern const jobs::Queue queue;

struct ClaimedJob {
    jobs::Claim claim;
    Job job;
};
/// A new job, due at once.
void insert(db::Transaction& transaction, Job job);
/// Takes the oldest due slip of that printer.
std::optional<ClaimedJob> claim(db::Transaction& transaction, const Id& printer_id, Timestamp now, Timestamp until);
void mark_printed(db::Transaction& transaction, const ClaimedJob& job, const std::string& printer, Timestamp now);
/// Some of it may be on paper. To be called before the claim's outcome.
void mark_doubtful(db::Transaction& transaction, const ClaimedJob& job);
/// Another printer shall print it now.
void hand_over(db::Transaction& transaction, const ClaimedJob& job, const Id& printer_id, const std::string& error,
               Timestamp now);

std::optional<Job> find(db::Transaction& transaction, const Id& id);
/// The slips of orders that one person sold since then.
struct OwnOrders {
    Id staff_id;
    Timestamp since;
};
/// Newest first; `only` empty: everybody's.
std::vector<Job> list(db::Transaction& transaction, const std::optional<std::string>& status,
                      const std::optional<OwnOrders>& only, int limit, int offset);

std::vector<Printer> printers(db::Transaction& transaction);  ///< the oldest first
std::optional<Printer> find_printer(db::Transaction& transaction, const Id& id);
void insert_printer(db::Transaction& transaction, const Printer& printer);
void update_printer(db::Transaction& transaction, const Printer& printer);
/// What waits for it, or was given up, goes to `heir`; nobody falls back to it any more.
void remove_printer(db::Transaction& transaction, const Id& id, const Id& heir);

}  // namespace cafepos::printing::store
