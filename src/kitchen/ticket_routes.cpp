#include <algorithm>

#include "announcing.h"
#include "route_parts.h"
#include "rules.h"
#include "settings/business_days.h"
#include "staff/permissions.h"
#include "wire.h"

namespace cafepos::kitchen {
namespace {

using http::Access;
using http::Method;
using http::NoBody;
using http::Reply;
using http::Request;

const auto may_view = Access::permission(staff::permission::kitchen_view);
const auto may_advance = Access::permission(staff::permission::kitchen_advance);
constexpr int limit_default = 50;
constexpr int limit_max = 200;
constexpr std::int64_t totals_tickets_max = 10'000;

/// Where only a printer is nobody says that something is ready: what is older than yesterday is in work no more.
Date display_since(db::Transaction& transaction, const Workshop& workshop) {
    const auto settings = workshop.settings.in_transaction(transaction);
    return settings::look_at_moment(transaction, *settings, workshop.clock.now()).business_date.plus_days(-1);
}

std::vector<Ticket> page(db::Transaction& transaction, const Workshop& workshop, const ListTickets& query, std::int64_t limit) {
    store::Filter filter{.station_id = query.stationId, .state = {}, .cursor = query.cursor};
    if (query.state == "open") return store::list_open(transaction, filter, display_since(transaction, workshop), limit);
    if (query.state) filter.state = state_of(*query.state, "state", "open, new, started, ready, served, cancelled");
    return store::list_tickets(transaction, filter, limit);
}

TicketList list(db::Transaction& transaction, const Workshop& workshop, const ListTickets& query) {
    const std::int64_t limit = std::clamp(query.limit.value_or(limit_default), 1, limit_max);
    const auto tickets = page(transaction, workshop, query, limit + 1);
    TicketList list;
    for (const Ticket& ticket : tickets) {
        if (std::ssize(list.tickets) == limit) {
            list.nextCursor = list.tickets.back().id;
        } else {
            list.tickets.push_back(view_of(ticket));
        }
    }
    return list;
}

/// What is done with a ticket: whether it changed.
using Step = std::function<bool(Ticket&, const Act&)>;

/// `audited`: what is said of it beside the usual progress, where somebody may ask later.
Reply<TicketReply> change(db::Transaction& transaction, const Workshop& workshop, const http::Call& call, const Step& step,
                          const char* audited = nullptr) {
    const Act act = workshop.act(call);
    Ticket ticket = store::require_ticket(transaction, call.path_id());
    try {
        if (step(ticket, act)) {
            store::update(transaction, ticket);
            announce(transaction, workshop, TicketEvent::changed, ticket);
            if (audited != nullptr) workshop.record(transaction, act, {audited, "ticket", ticket.id.text()});
        }
    } catch (Error& error) {
        if (error.code() == ticket_state) error.with_data(json::to_text(TicketReply{view_of(ticket)}));
        throw;
    }
    return {{view_of(ticket)}, "Ticket updated successfully"};
}

void add_reading(http::EndpointTable& table, const Workshop& workshop) {
    table.add({Method::get, "/kitchen/tickets", may_view, "Tickets; ?state=open for what a display shows, oldest first"},
              [workshop](const Request<NoBody, ListTickets>& request) -> Reply<TicketList> {
                  return {workshop.database.reading(
                              [&](db::Transaction& transaction) { return list(transaction, workshop, request.query); }),
                          "Tickets retrieved successfully"};
              });
    table.add({Method::get, "/kitchen/tickets/{id}", may_view, "One ticket"},
              [workshop](const Request<>& request) -> Reply<TicketReply> {
                  const Id id = request.call.path_id();
                  return {{workshop.database.reading(
                              [&](db::Transaction& transaction) { return view_of(store::require_ticket(transaction, id)); })},
                          "Ticket retrieved successfully"};
              });
    table.add({Method::get, "/kitchen/totals", may_view, "How much of each item and option is still to be made"},
              [workshop](const Request<NoBody, TotalsQuery>& request) -> Reply<Totals> {
                  const store::Filter filter{.station_id = request.query.stationId, .state = {}, .cursor = {}};
                  return {totals_of(workshop.database.reading([&](db::Transaction& transaction) {
                              const Date since = display_since(transaction, workshop);
                              return store::list_open(transaction, filter, since, totals_tickets_max);
                          })),
                          "Totals retrieved successfully"};
              });
}

void add_progress(http::EndpointTable& table, const Workshop& workshop) {
    table.add_command({Method::post, "/kitchen/tickets/{id}/state", may_advance, "Start a ticket, say it is ready or served"},
                      [workshop](const Request<StateBody>& request, db::Transaction& transaction) {
                          const State to = state_of(request.body.state, "state", "started, ready, served");
                          return change(transaction, workshop, request.call,
                                        [&](Ticket& ticket, const Act& act) { return advance(ticket, to, act.now); });
                      });
    table.add_command(
        {Method::post, "/kitchen/tickets/{id}/lines/{lineId}/done", may_advance, "Say that a line is made, or not yet after all"},
        [workshop](const Request<DoneBody>& request, db::Transaction& transaction) {
            const Id line = request.call.path_id("lineId");
            return change(transaction, workshop, request.call,
                          [&](Ticket& ticket, const Act& act) { return mark_done(ticket, line, request.body.done, act.now); });
        });
}

void add_exceptions(http::EndpointTable& table, const Workshop& workshop) {
    table.add_command({Method::post, "/kitchen/tickets/{id}/recall", may_advance, "Bring a ready or served ticket back to work"},
                      [workshop](const Request<>& request, db::Transaction& transaction) {
                          return change(
                              transaction, workshop, request.call, [](Ticket& ticket, const Act&) { return recall(ticket); },
                              "ticket.recalled");
                      });
    table.add_command(
        {Method::post, "/kitchen/tickets/{id}/acknowledge", may_advance, "Say that the kitchen knows what was cancelled"},
        [workshop](const Request<>& request, db::Transaction& transaction) {
            return change(
                transaction, workshop, request.call,
                [](Ticket& ticket, const Act& act) { return acknowledge(ticket, act.actor.user_id, act.now); },
                "ticket.acknowledged");
        });
}

}  // namespace

void add_ticket_routes(http::EndpointTable& table, const Workshop& workshop) {
    add_reading(table, workshop);
    add_progress(table, workshop);
    add_exceptions(table, workshop);
}

}  // namespace cafepos::kitchen
