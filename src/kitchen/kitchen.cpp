#include "kitchen.h"

#include <algorithm>

#include "announcing.h"
#include "core/text.h"
#include "menu/menu_store.h"
#include "rules.h"
#include "settings/business_days.h"
#include "station_store.h"
#include "ticket_store.h"

namespace cafepos::kitchen {
namespace {

/// What is new, by the stations that make it, in the stations' order.
std::vector<std::pair<const Station*, std::vector<SentLine>>> shared_out(const std::vector<SentLine>& lines,
                                                                         const std::vector<Station>& stations,
                                                                         const std::unordered_map<Id, Id>& own) {
    std::vector<std::pair<const Station*, std::vector<SentLine>>> shares;
    for (const Station& station : stations) shares.emplace_back(&station, std::vector<SentLine>());
    for (const SentLine& line : lines) {
        const Station* station = station_for(line, stations, own);
        if (station != nullptr) shares[static_cast<std::size_t>(station - stations.data())].second.push_back(line);
    }
    std::erase_if(shares, [](const auto& share) { return share.second.empty(); });
    return shares;
}

std::unordered_map<Id, Id> own_stations(db::Transaction& transaction, const std::vector<SentLine>& lines) {
    std::vector<Id> ids;
    for (const SentLine& line : lines) ids.push_back(line.menu_item_id);
    return menu::stations_of(transaction, ids);
}

std::map<Id, int> sent_with(const std::vector<Ticket>& tickets) {
    std::map<Id, int> sent;
    for (const Ticket& ticket : tickets) {
        for (const TicketLine& line : ticket.lines) sent[line.source_line_id] += line.wanted();
    }
    return sent;
}

/// The station's first ticket of the same source. Its id may be later than others': computers' clocks differ.
std::optional<Id> first_at(const Id& station_id, const std::vector<Ticket>& before) {
    const auto is_first = [&](const Ticket& ticket) { return ticket.station_id == station_id && !ticket.added_to; };
    const auto first = std::ranges::find_if(before, is_first);
    return first == before.end() ? std::nullopt : std::optional(first->id);
}

/// The day that is sold on now.
SoldAt running_day(db::Transaction& transaction, const Workshop& workshop, Timestamp now) {
    const auto settings = workshop.settings.in_transaction(transaction);
    const auto moment = settings::look_at_moment(transaction, *settings, now);
    return {moment.business_date, moment.hour};
}

TicketLine line_of(const SentLine& sent, const Ticket& ticket, const Id& id) {
    TicketLine line;
    line.id = id;
    line.ticket_id = ticket.id;
    line.position = static_cast<int>(ticket.lines.size()) + 1;
    line.source_line_id = sent.line_id;
    line.menu_item_id = sent.menu_item_id;
    line.name = sent.name;
    line.size = sent.size;
    line.quantity = sent.quantity;
    line.options = sent.options;
    line.notes = sent.notes;
    return line;
}

Ticket ticket_of(const Sending& sending, const SoldAt& at, const Act& act, const Id& id) {
    Ticket ticket;
    ticket.id = id;
    ticket.business_date = at.business_date;
    ticket.business_hour = at.business_hour;
    ticket.source_kind = sending.source.kind;
    ticket.source_id = sending.source.id;
    ticket.reference = sending.number;
    ticket.name = sending.name;
    ticket.table_name = sending.table;
    ticket.service = sending.service;
    ticket.created_at = act.now;
    ticket.created_by = act.actor.user_id;
    return ticket;
}

}  // namespace

void Kitchen::send(db::Transaction& transaction, const Sending& sending, const Act& act) const {
    const auto stations = store::list_stations_in_use(transaction);
    if (stations.empty()) return;
    const auto before = sending.sold_at ? std::vector<Ticket>() : store::list_tickets_of(transaction, sending.source.id);
    const auto lines = unsent(sending.lines, sent_with(before));
    const auto shares = shared_out(lines, stations, own_stations(transaction, lines));
    if (shares.empty()) return;
    const SoldAt at = sending.sold_at ? *sending.sold_at : running_day(transaction, workshop_, act.now);
    std::int64_t number = store::last_number(transaction, at.business_date);
    for (const auto& [station, share] : shares) {
        Ticket ticket = ticket_of(sending, at, act, workshop_.ids.next());
        ticket.number = ++number;
        ticket.station_id = station->id;
        ticket.added_to = first_at(station->id, before);
        for (const SentLine& line : share) ticket.lines.push_back(line_of(line, ticket, workshop_.ids.next()));
        store::insert(transaction, ticket);
        announce(transaction, workshop_, TicketEvent::created, ticket);
        print(transaction, printers_, *station, ticket, ticket_slip, act);
    }
}

void Kitchen::cancel_lines(db::Transaction& transaction, const Source& source, const std::vector<CancelledLine>& lines,
                           const Act& act) const {
    auto tickets = store::list_tickets_of(transaction, source.id);
    // First of what is not served: that can still be helped.
    std::ranges::stable_partition(tickets, &Ticket::is_in_work);
    std::vector<CancelledLine> rest = lines;
    for (Ticket& ticket : tickets) {
        int taken = 0;
        for (CancelledLine& line : rest) {
            const int here = take_back(ticket, line.line_id, line.quantity, act.now);
            line.quantity -= here;
            taken += here;
        }
        if (taken > 0) store_cancelled(transaction, ticket, act);
    }
}

void Kitchen::cancel(db::Transaction& transaction, const Source& source, const Act& act) const {
    for (Ticket& ticket : store::list_tickets_of(transaction, source.id)) {
        if (take_back_all(ticket, act.now)) store_cancelled(transaction, ticket, act);
    }
}

std::map<Id, int> Kitchen::sent(db::Transaction& transaction, const Source& source) {
    return sent_with(store::list_tickets_of(transaction, source.id));
}

void Kitchen::store_cancelled(db::Transaction& transaction, const Ticket& ticket, const Act& act) const {
    store::update(transaction, ticket);
    announce(transaction, workshop_, TicketEvent::changed, ticket);
    if (ticket.state == State::served) return;  // there is nothing to be made less of
    const auto station = store::find_station(transaction, ticket.station_id);
    if (station) print(transaction, printers_, *station, ticket, cancellation_slip, act);
}

void plant_station(db::Transaction& transaction, const std::string& name, const std::vector<std::string>& categories,
                   Timestamp now, IdSource& ids) {
    const auto stations = store::list_stations(transaction);
    if (std::ranges::any_of(stations, [&](const Station& station) { return text::same(station.name, name); })) return;
    store::insert(transaction, {ids.next(), name, {}, categories, std::ssize(stations), true, now, now});
}

}  // namespace cafepos::kitchen
