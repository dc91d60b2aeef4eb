#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/checks.h"
#include "ticket.h"

/// What is right and wrong about stations, and how tickets go on. Pure.
namespace cafepos::kitchen {

/// A ticket is not in a state from which it could be taken there; `data` has the ticket.
inline constexpr Code ticket_state{ErrorKind::conflict, "TICKET_STATE"};

inline constexpr std::size_t station_name_length_max = 60;
inline constexpr std::size_t category_length_max = 50;
inline constexpr std::size_t categories_max = 100;
inline constexpr std::int64_t sort_order_max = 1'000'000;

/// Names what is wrong with it: its name is taken, or one of its categories is made by another station in use.
void check(const Station& station, const std::vector<Station>& others, Checks& checks);

/// The station of an item (`own`: those that items name themselves) or of its category, among those in use; null: none.
const Station* station_for(const SentLine& line, const std::vector<Station>& stations, const std::unordered_map<Id, Id>& own);

/// What of the lines was not sent before.
std::vector<SentLine> unsent(const std::vector<SentLine>& lines, const std::map<Id, int>& sent);

// How a ticket goes on. Each answers whether it changed anything; a step that is not allowed is Error(ticket_state).
/// Forward only; whatever was not done is done once the ticket is ready.
bool advance(Ticket& ticket, State to, Timestamp now);
/// A ready or served ticket is worked at again, if anything of it is wanted.
bool recall(Ticket& ticket);
/// A line is made, or not yet after all. The first one starts the ticket. Error(not_found).
bool mark_done(Ticket& ticket, const Id& line_id, bool done, Timestamp now);
/// Error(conflict) when nothing is to be acknowledged.
bool acknowledge(Ticket& ticket, const Id& by, Timestamp now);

/// Takes up to that many of a source's line back; how many it took.
int take_back(Ticket& ticket, const Id& source_line_id, int quantity, Timestamp now);
/// Takes all of it back; whether there was anything to take.
bool take_back_all(Ticket& ticket, Timestamp now);

/// What is wrong with how its lines and times fit its state, in a sentence each.
std::vector<std::string> contradictions(const Ticket& ticket);

}  // namespace cafepos::kitchen
