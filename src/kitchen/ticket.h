#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "sending.h"
#include "station.h"

namespace cafepos::kitchen {

/// Where a ticket stands. On the wire and in the database it is called as word_of says, for `new` is a word of C++.
enum class State { fresh, started, ready, served, cancelled };
std::string_view word_of(State state);
std::optional<State> state_of(std::string_view word);

/// One line of a ticket.
struct TicketLine {
    Id id;
    Id ticket_id;
    int position = 0;  ///< 1, 2 …
    Id source_line_id;
    Id menu_item_id;
    std::string name;
    std::string size;
    int quantity = 0;   ///< as it was sent
    int cancelled = 0;  ///< of it
    SentOptions options;
    std::string notes;
    std::optional<Timestamp> done_at;

    [[nodiscard]] int wanted() const { return quantity - cancelled; }
    [[nodiscard]] bool is_open() const { return wanted() > 0 && !done_at; }
};
BOOST_DESCRIBE_STRUCT(TicketLine, (),
                      (id, ticket_id, position, source_line_id, menu_item_id, name, size, quantity, cancelled, options, notes,
                       done_at))

/// What one station has to make of one order or tab, as far as it was sent at once.
struct Ticket {
    Id id;
    Date business_date;
    std::int64_t number = 0;  ///< from 1 on each business day, without gaps
    int business_hour = 0;
    Id station_id;
    SourceKind source_kind{};
    Id source_id;
    std::string reference;  ///< how people call the order or tab
    std::optional<std::string> name;
    std::optional<std::string> table_name;
    std::optional<std::string> service;
    State state = State::fresh;
    std::optional<Id> added_to;  ///< the station's first ticket of the same source
    Timestamp created_at;
    Id created_by;
    std::optional<Timestamp> started_at;
    std::optional<Timestamp> ready_at;
    std::optional<Timestamp> served_at;
    std::optional<Timestamp> cancelled_at;  ///< when something of it was cancelled last
    std::optional<Timestamp> acknowledged_at;
    std::optional<Id> acknowledged_by;
    std::vector<TicketLine> lines;

    [[nodiscard]] bool is_in_work() const { return state != State::served && state != State::cancelled; }
    /// Something was cancelled that nobody in the kitchen has acknowledged.
    [[nodiscard]] bool must_be_acknowledged() const { return cancelled_at && !acknowledged_at; }
};
BOOST_DESCRIBE_STRUCT(Ticket, (),
                      (id, business_date, number, business_hour, station_id, source_kind, source_id, reference, name, table_name,
                       service, state, added_to, created_at, created_by, started_at, ready_at, served_at, cancelled_at,
                       acknowledged_at, acknowledged_by))

}  // namespace cafepos::kitchen
