#include "wire.h"

#include <algorithm>
#include <tuple>

namespace cafepos::kitchen {
namespace {

LineState state_of(const TicketLine& line) {
    if (line.wanted() == 0) return LineState::cancelled;
    return line.done_at ? LineState::done : LineState::open;
}

std::vector<std::string> texts_of(const SentOptions& options) {
    std::vector<std::string> texts;
    for (const SentOption& option : options) texts.push_back(option_text(option.name, option.quantity));
    return texts;
}

TicketLineView view_of(const TicketLine& line) {
    return {.id = line.id,
            .lineId = line.source_line_id,
            .menuItemId = line.menu_item_id,
            .name = line.name,
            .size = line.size,
            .quantity = line.quantity,
            .cancelled = line.cancelled,
            .options = texts_of(line.options),
            .notes = line.notes,
            .done = line.done_at.has_value(),
            .state = state_of(line)};
}

using OptionSums = std::map<std::string, int>;
struct ItemSum {
    int quantity = 0;
    OptionSums options;
};
using ItemSums = std::map<std::tuple<std::string, std::string, Id>, ItemSum>;

std::vector<OptionTotal> totals_of(const OptionSums& sums) {
    std::vector<OptionTotal> totals;
    for (const auto& [name, quantity] : sums) totals.push_back({name, quantity});
    return totals;
}

void add(const TicketLine& line, ItemSums& items, OptionSums& options) {
    ItemSum& item = items[{line.name, line.size, line.menu_item_id}];
    item.quantity += line.wanted();
    for (const SentOption& option : line.options) {
        item.options[option.name] += option.quantity * line.wanted();
        options[option.name] += option.quantity * line.wanted();
    }
}

}  // namespace

StationView view_of(const Station& station) {
    return {station.id,         station.name,   station.printer_id, station.categories,
            station.sort_order, station.active, station.created_at, station.updated_at};
}

TicketView view_of(const Ticket& ticket) {
    TicketView view;
    view.id = ticket.id;
    view.number = ticket.number;
    view.businessDate = ticket.business_date;
    view.stationId = ticket.station_id;
    view.source = ticket.source_kind;
    view.sourceId = ticket.source_id;
    view.reference = ticket.reference;
    view.name = ticket.name;
    view.table = ticket.table_name;
    view.service = ticket.service;
    view.state = word_of(ticket.state);
    if (ticket.added_to) view.addedTo = *ticket.added_to;
    view.mustAcknowledge = ticket.must_be_acknowledged();
    for (const TicketLine& line : ticket.lines) view.lines.push_back(view_of(line));
    view.createdAt = ticket.created_at;
    view.startedAt = ticket.started_at;
    view.readyAt = ticket.ready_at;
    view.servedAt = ticket.served_at;
    view.cancelledAt = ticket.cancelled_at;
    view.acknowledgedAt = ticket.acknowledged_at;
    view.acknowledgedBy = ticket.acknowledged_by;
    return view;
}

State state_of(const std::string& word, const std::string& field, const char* choices) {
    if (const auto state = state_of(word)) return *state;
    throw Error::field(Code::validation_error, field, "choice", field + " must be one of: " + choices);
}

Totals totals_of(const std::vector<Ticket>& tickets) {
    ItemSums items;
    OptionSums options;
    for (const Ticket& ticket : tickets) {
        for (const TicketLine& line : ticket.lines) {
            if (line.is_open()) add(line, items, options);
        }
    }
    Totals totals;
    for (const auto& [key, sum] : items) {
        const auto& [name, size, id] = key;
        totals.items.push_back({id, name, size, sum.quantity, totals_of(sum.options)});
    }
    totals.options = totals_of(options);
    return totals;
}

ReadinessRow row_of(const store::Readiness& readiness, const std::string& station_name) {
    return {readiness.station_id,
            station_name,
            readiness.business_hour,
            readiness.tickets,
            multiply_divide_half_up(readiness.total_ms, 1, readiness.tickets * 1000),
            readiness.longest_ms / 1000};
}

}  // namespace cafepos::kitchen
