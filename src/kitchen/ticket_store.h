#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "columns.h"
#include "db/database.h"
#include "ticket.h"

namespace cafepos::kitchen::store {

// Tickets come with their lines.

struct Filter {
    std::optional<Id> station_id = {};
    std::optional<State> state = {};
    std::optional<Id> cursor = {};  ///< the last one of the page before
};
/// What a display shows, oldest first: what is in work or to be acknowledged, of that business day or later. The filter's state
/// counts for nothing.
std::vector<Ticket> list_open(db::Transaction& transaction, const Filter& filter, const Date& since, std::int64_t limit);
std::vector<Ticket> list_tickets(db::Transaction& transaction, const Filter& filter, std::int64_t limit);  ///< newest first
std::vector<Ticket> list_tickets_of(db::Transaction& transaction, const Id& source_id);                    ///< newest first
std::vector<Ticket> list_after(db::Transaction& transaction, const Id& after, std::int64_t limit);         ///< by id
std::optional<Ticket> find_ticket(db::Transaction& transaction, const Id& id);
Ticket require_ticket(db::Transaction& transaction, const Id& id);  ///< Error(not_found)
bool has_tickets(db::Transaction& transaction, const Id& station_id);

std::int64_t last_number(db::Transaction& transaction, const Date& business_date);  ///< 0: none yet
void insert(db::Transaction& transaction, const Ticket& ticket);
void update(db::Transaction& transaction, const Ticket& ticket);

/// How long it took until tickets of an hour were ready.
struct Readiness {
    Id station_id;
    int business_hour = 0;
    std::int64_t tickets = 0;
    std::int64_t total_ms = 0;
    std::int64_t longest_ms = 0;
};
BOOST_DESCRIBE_STRUCT(Readiness, (), (station_id, business_hour, tickets, total_ms, longest_ms))
std::vector<Readiness> list_readiness(db::Transaction& transaction, const std::optional<Date>& from,
                                      const std::optional<Date>& to);

}  // namespace cafepos::kitchen::store
