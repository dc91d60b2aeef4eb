#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "json/read.h"
#include "json/write.h"
#include "ticket.h"
#include "ticket_store.h"

// What the routes of stations and tickets read and write, spelled as the wire spells it.
namespace cafepos::kitchen {

struct StationView {
    Id id;
    std::string name;
    std::optional<Id> printerId;
    std::vector<std::string> categories;
    std::int64_t sortOrder = 0;
    bool active = true;
    Timestamp createdAt;
    Timestamp updatedAt;
};
BOOST_DESCRIBE_STRUCT(StationView, (), (id, name, printerId, categories, sortOrder, active, createdAt, updatedAt))
StationView view_of(const Station& station);

struct StationList {
    std::vector<StationView> stations;
};
BOOST_DESCRIBE_STRUCT(StationList, (), (stations))
struct StationReply {
    StationView station;
};
BOOST_DESCRIBE_STRUCT(StationReply, (), (station))

struct StationBody {
    std::optional<std::string> name;
    json::Patch<Id> printerId;  ///< null: no slips
    std::optional<std::vector<std::string>> categories;
    std::optional<std::int64_t> sortOrder;
    json::Patch<bool> active;  ///< not null
};
BOOST_DESCRIBE_STRUCT(StationBody, (), (name, printerId, categories, sortOrder, active))

enum class LineState { open, done, cancelled };
BOOST_DESCRIBE_ENUM(LineState, open, done, cancelled)

struct TicketLineView {
    Id id;
    Id lineId;  ///< of the order or tab
    Id menuItemId;
    std::string name;
    std::string size;
    int quantity = 0;
    int cancelled = 0;
    std::vector<std::string> options;
    std::string notes;
    bool done = false;
    LineState state{};
};
BOOST_DESCRIBE_STRUCT(TicketLineView, (), (id, lineId, menuItemId, name, size, quantity, cancelled, options, notes, done, state))

struct TicketView {
    Id id;
    std::int64_t number = 0;
    Date businessDate;
    Id stationId;
    SourceKind source{};
    Id sourceId;
    std::string reference;
    std::optional<std::string> name;
    std::optional<std::string> table;
    std::optional<std::string> service;
    std::string state;  ///< as word_of says
    json::Omittable<Id> addedTo;
    bool mustAcknowledge = false;
    std::vector<TicketLineView> lines;
    Timestamp createdAt;
    std::optional<Timestamp> startedAt;
    std::optional<Timestamp> readyAt;
    std::optional<Timestamp> servedAt;
    std::optional<Timestamp> cancelledAt;
    std::optional<Timestamp> acknowledgedAt;
    std::optional<Id> acknowledgedBy;
};
BOOST_DESCRIBE_STRUCT(TicketView, (),
                      (id, number, businessDate, stationId, source, sourceId, reference, name, table, service, state, addedTo,
                       mustAcknowledge, lines, createdAt, startedAt, readyAt, servedAt, cancelledAt, acknowledgedAt,
                       acknowledgedBy))
TicketView view_of(const Ticket& ticket);

struct TicketReply {
    TicketView ticket;
};
BOOST_DESCRIBE_STRUCT(TicketReply, (), (ticket))
struct TicketList {
    std::vector<TicketView> tickets;
    std::optional<Id> nextCursor;
};
BOOST_DESCRIBE_STRUCT(TicketList, (), (tickets, nextCursor))

struct ListTickets {
    std::optional<Id> stationId;
    std::optional<std::string> state;  ///< a ticket's, or open
    std::optional<int> limit;
    std::optional<Id> cursor;
};
BOOST_DESCRIBE_STRUCT(ListTickets, (), (stationId, state, limit, cursor))

struct StateBody {
    std::string state;
};
BOOST_DESCRIBE_STRUCT(StateBody, (), (state))
struct DoneBody {
    bool done = false;
};
BOOST_DESCRIBE_STRUCT(DoneBody, (), (done))
/// Error(validation_error) naming the field.
State state_of(const std::string& word, const std::string& field, const char* choices);

struct TotalsQuery {
    std::optional<Id> stationId;
};
BOOST_DESCRIBE_STRUCT(TotalsQuery, (), (stationId))

struct OptionTotal {
    std::string name;
    int quantity = 0;
};
BOOST_DESCRIBE_STRUCT(OptionTotal, (), (name, quantity))
struct ItemTotal {
    Id menuItemId;
    std::string name;
    std::string size;
    int quantity = 0;
    std::vector<OptionTotal> options;
};
BOOST_DESCRIBE_STRUCT(ItemTotal, (), (menuItemId, name, size, quantity, options))
struct Totals {
    std::vector<ItemTotal> items;
    std::vector<OptionTotal> options;  ///< of all items
};
BOOST_DESCRIBE_STRUCT(Totals, (), (items, options))
/// Of the lines that are not done. Pure.
Totals totals_of(const std::vector<Ticket>& tickets);

struct KitchenReportQuery {
    std::optional<Date> from;
    std::optional<Date> to;
};
BOOST_DESCRIBE_STRUCT(KitchenReportQuery, (), (from, to))

struct ReadinessRow {
    Id stationId;
    std::string stationName;
    int hour = 0;
    std::int64_t tickets = 0;
    std::int64_t averageSeconds = 0;
    std::int64_t longestSeconds = 0;
};
BOOST_DESCRIBE_STRUCT(ReadinessRow, (), (stationId, stationName, hour, tickets, averageSeconds, longestSeconds))
struct KitchenReport {
    std::vector<ReadinessRow> rows;
};
BOOST_DESCRIBE_STRUCT(KitchenReport, (), (rows))
ReadinessRow row_of(const store::Readiness& readiness, const std::string& station_name);

}  // namespace cafepos::kitchen
