#include "ticket_store.h"

#include "core/error.h"
#include "db/known.h"

namespace cafepos::kitchen::store {
namespace {

const db::Table<Ticket> ticket_table{"kitchen_tickets"};
const db::Table<TicketLine> line_table{"kitchen_lines"};
const db::Update<Ticket> ticket_update{"kitchen_tickets"};
const db::Update<TicketLine> line_update{"kitchen_lines"};

// Its condition and order are the index kitchen_tickets_open's: it walks there from that day on and reads no history.
const db::Query<Ticket> open_page{"kitchen.open_tickets", R"(
    SELECT {} FROM kitchen_tickets
    WHERE business_date >= $3
    AND (state IN ('new', 'started', 'ready') OR (cancelled_at IS NOT NULL AND acknowledged_at IS NULL))
    AND (CAST($1 AS TEXT) IS NULL OR station_id = $1)
    AND (CAST($2 AS TEXT) IS NULL
         OR (business_date, id) > (SELECT c.business_date, c.id FROM kitchen_tickets c WHERE c.id = $2))
    ORDER BY business_date, id LIMIT CAST($4 AS BIGINT))"};
const db::Query<Ticket> page_of_tickets{"kitchen.tickets", R"(
    SELECT {} FROM kitchen_tickets
    WHERE (CAST($1 AS TEXT) IS NULL OR station_id = $1) AND (CAST($2 AS TEXT) IS NULL OR state = $2)
    AND (CAST($3 AS TEXT) IS NULL OR id < $3)
    ORDER BY id DESC LIMIT CAST($4 AS BIGINT))"};
const db::Query<Ticket> tickets_of_source{"kitchen.tickets_of_source",
                                          "SELECT {} FROM kitchen_tickets WHERE source_id = $1 ORDER BY id DESC"};
const db::Query<Ticket> tickets_after{"kitchen.tickets_after",
                                      "SELECT {} FROM kitchen_tickets WHERE id > $1 ORDER BY id LIMIT CAST($2 AS BIGINT)"};
const db::Query<Ticket> ticket_of_id{"kitchen.ticket", "SELECT {} FROM kitchen_tickets WHERE id = $1"};
const db::Query<std::int64_t> tickets_of_station{
    "kitchen.tickets_of_station",
    "SELECT CASE WHEN EXISTS (SELECT 1 FROM kitchen_tickets WHERE station_id = $1) THEN 1 ELSE 0 END"};
const db::Query<TicketLine> lines_of{"kitchen.lines",
                                     "SELECT {} FROM kitchen_lines WHERE ticket_id IN {$1} ORDER BY ticket_id, position"};
const db::Query<std::int64_t> highest_number{"kitchen.last_number",
                                             "SELECT COALESCE((SELECT number FROM kitchen_tickets WHERE business_date = $1 "
                                             "ORDER BY number DESC LIMIT 1), 0)"};
const db::Counted<std::string, std::int64_t> last_numbers;  // by date
const db::Query<Readiness> readiness{"kitchen.readiness", R"(
    SELECT station_id, business_hour, COUNT(*) AS tickets, CAST(SUM(took) AS BIGINT) AS total_ms, MAX(took) AS longest_ms
    FROM (SELECT station_id, business_hour, business_date,
                 CASE WHEN ready_at > created_at THEN ready_at - created_at ELSE 0 END AS took
          FROM kitchen_tickets WHERE ready_at IS NOT NULL) AS made
    WHERE TRUE AND (CAST($1 AS TEXT) IS NULL OR business_date >= $1)
    AND (CAST($2 AS TEXT) IS NULL OR business_date <= $2)
    GROUP BY station_id, business_hour ORDER BY station_id, business_hour)"};

std::vector<Ticket> with_lines(db::Transaction& transaction, std::vector<Ticket> tickets) {
    if (tickets.empty()) return tickets;
    std::map<Id, Ticket*> by_id;
    std::vector<Id> ids;
    for (Ticket& ticket : tickets) {
        by_id[ticket.id] = &ticket;
        ids.push_back(ticket.id);
    }
    for (TicketLine& line : transaction.query(lines_of, db::list_of(ids))) {
        by_id.at(line.ticket_id)->lines.push_back(std::move(line));
    }
    return tickets;
}

std::optional<std::string> word_of(const std::optional<State>& state) {
    return state ? std::optional(std::string(kitchen::word_of(*state))) : std::nullopt;
}

}  // namespace

std::vector<Ticket> list_open(db::Transaction& transaction, const Filter& filter, const Date& since, std::int64_t limit) {
    return with_lines(transaction, transaction.query(open_page, filter.station_id, filter.cursor, since, limit));
}

std::vector<Ticket> list_tickets(db::Transaction& transaction, const Filter& filter, std::int64_t limit) {
    return with_lines(transaction,
                      transaction.query(page_of_tickets, filter.station_id, word_of(filter.state), filter.cursor, limit));
}

std::vector<Ticket> list_tickets_of(db::Transaction& transaction, const Id& source_id) {
    return with_lines(transaction, transaction.query(tickets_of_source, source_id));
}

std::vector<Ticket> list_after(db::Transaction& transaction, const Id& after, std::int64_t limit) {
    return with_lines(transaction, transaction.query(tickets_after, after, limit));
}

std::optional<Ticket> find_ticket(db::Transaction& transaction, const Id& id) {
    auto tickets = with_lines(transaction, transaction.query(ticket_of_id, id));
    return tickets.empty() ? std::nullopt : std::optional(std::move(tickets.front()));
}

Ticket require_ticket(db::Transaction& transaction, const Id& id) {
    auto ticket = find_ticket(transaction, id);
    if (!ticket) throw Error::field(Code::not_found, "", "gone", "Ticket not found");
    return std::move(*ticket);
}

bool has_tickets(db::Transaction& transaction, const Id& station_id) {
    return transaction.query_only(tickets_of_station, station_id) == 1;
}

std::int64_t last_number(db::Transaction& transaction, const Date& business_date) {
    if (const std::int64_t* known = last_numbers.find(transaction, business_date.text())) return *known;
    const std::int64_t number = transaction.query_only(highest_number, business_date);
    last_numbers.keep(transaction, business_date.text(), number);
    return number;
}

void insert(db::Transaction& transaction, const Ticket& ticket) {
    const std::int64_t* known = last_numbers.find(transaction, ticket.business_date.text());
    if (known != nullptr && *known < ticket.number) last_numbers.keep(transaction, ticket.business_date.text(), ticket.number);
    transaction.insert(ticket_table, ticket);
    transaction.insert_all(line_table, ticket.lines);
}

void update(db::Transaction& transaction, const Ticket& ticket) {
    transaction.update(ticket_update, ticket);
    for (const TicketLine& line : ticket.lines) transaction.update(line_update, line);
}

std::vector<Readiness> list_readiness(db::Transaction& transaction, const std::optional<Date>& from,
                                      const std::optional<Date>& to) {
    return transaction.query(readiness, from, to);
}

}  // namespace cafepos::kitchen::store
