#pragma once

#include <string_view>

#include "printing/printing.h"
#include "ticket.h"
#include "workshop/workshop.h"

/// What is told of a ticket in the transaction of what happened to it: to displays, and to its station's printer.
namespace cafepos::kitchen {

enum class TicketEvent { created, changed };
BOOST_DESCRIBE_ENUM(TicketEvent, created, changed)
/// The event ticket.created or ticket.changed, with the whole ticket.
void announce(db::Transaction& transaction, const Workshop& workshop, TicketEvent event, const Ticket& ticket);

/// Kinds of slips, and whose drawer draws them.
inline constexpr const char* ticket_slip = "kitchen_ticket";
inline constexpr const char* cancellation_slip = "kitchen_cancellation";
inline constexpr const char* slip_subject = "kitchen_ticket";
/// Nothing where the station has no printer.
void print(db::Transaction& transaction, printing::Printers& printers, const Station& station, const Ticket& ticket,
           const char* kind, const Act& act);

}  // namespace cafepos::kitchen
