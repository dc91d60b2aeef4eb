#include "announcing.h"

#include "staff/permissions.h"
#include "wire.h"

namespace cafepos::kitchen {

void announce(db::Transaction& transaction, const Workshop& workshop, TicketEvent event, const Ticket& ticket) {
    const std::string kind = std::string("ticket.") + boost::describe::enum_to_string(event, "");
    workshop.events.publish(transaction, {kind, staff::permission::kitchen_view, json::to_text(TicketReply{view_of(ticket)})});
}

void print(db::Transaction& transaction, printing::Printers& printers, const Station& station, const Ticket& ticket,
           const char* kind, const Act& act) {
    if (!station.printer_id) return;
    printing::SlipRequest request{.kind = kind,
                                  .subject_kind = slip_subject,
                                  .subject_id = ticket.id,
                                  .printer_id = station.printer_id,
                                  .request_id = act.origin.request_id};
    if (ticket.source_kind == SourceKind::order) request.order_id = ticket.source_id;
    printers.enqueue(transaction, request);
}

}  // namespace cafepos::kitchen
