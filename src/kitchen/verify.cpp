#include "kitchen.h"
#include "rules.h"
#include "ticket_store.h"

namespace cafepos::kitchen {
namespace {

using Findings = std::vector<std::string>;

struct DayNumbers {
    Date business_date;
    std::int64_t tickets = 0;
    std::int64_t last = 0;
};
BOOST_DESCRIBE_STRUCT(DayNumbers, (), (business_date, tickets, last))
const db::Query<DayNumbers> days_with_gaps{"kitchen.verify_numbers", R"(
    SELECT business_date, COUNT(*) AS tickets, MAX(number) AS last FROM kitchen_tickets
    GROUP BY business_date HAVING COUNT(*) <> MAX(number) OR MIN(number) <> 1 ORDER BY business_date)"};

/// Of one line of an order. It reads order_items of sales: what was sold.
struct SentTooMuch {
    Id order_item_id;
    std::int64_t sold = 0;
    std::int64_t sent = 0;
};
BOOST_DESCRIBE_STRUCT(SentTooMuch, (), (order_item_id, sold, sent))
// It reads order_items of sales: what was sold.
const db::Query<SentTooMuch> sent_too_much{"kitchen.verify_sent", R"(
    SELECT i.id AS order_item_id, i.quantity AS sold, CAST(SUM(l.quantity - l.cancelled) AS BIGINT) AS sent
    FROM kitchen_lines l JOIN order_items i ON i.id = l.source_line_id
    GROUP BY i.id, i.quantity HAVING SUM(l.quantity - l.cancelled) > i.quantity ORDER BY i.id)"};
// It reads orders of sales: which were voided.
const db::Query<std::int64_t> in_work_though_voided{"kitchen.verify_voided", R"(
    SELECT t.number FROM kitchen_tickets t JOIN orders o ON o.id = t.source_id
    WHERE t.source_kind = 'order' AND o.status = 'voided' AND t.state IN ('new', 'started', 'ready') ORDER BY t.id)"};
const db::Query<std::int64_t> added_wrongly{"kitchen.verify_added", R"(
    SELECT t.number FROM kitchen_tickets t JOIN kitchen_tickets f ON f.id = t.added_to
    WHERE f.source_id <> t.source_id OR f.station_id <> t.station_id OR f.added_to IS NOT NULL ORDER BY t.id)"};

// What only this program says: a word that it does not know was written by something else, and cannot be read.
const db::Query<std::string> strange_words{"kitchen.verify_words", R"(
    SELECT state FROM kitchen_tickets WHERE state NOT IN ('new', 'started', 'ready', 'served', 'cancelled')
    UNION ALL SELECT source_kind FROM kitchen_tickets WHERE source_kind NOT IN ('order', 'tab'))"};

constexpr std::int64_t page_rows = 200;

std::string name_of(const Ticket& ticket) {
    return "Ticket " + std::to_string(ticket.number) + " of " + ticket.business_date.text();
}

void check_tickets(db::Transaction& transaction, Findings& findings) {
    for (Id last;;) {
        const auto page = store::list_after(transaction, last, page_rows);
        if (page.empty()) return;
        for (const Ticket& ticket : page) {
            for (const std::string& what : contradictions(ticket)) findings.push_back(name_of(ticket) + ": " + what);
        }
        last = page.back().id;
    }
}

}  // namespace

std::vector<std::string> verify(db::Transaction& transaction) {
    Findings findings;
    for (const std::string& word : transaction.query(strange_words)) {
        findings.push_back("A ticket says " + word + ", which nobody knows");
    }
    if (!findings.empty()) return findings;
    for (const DayNumbers& day : transaction.query(days_with_gaps)) {
        findings.push_back("Tickets of " + day.business_date.text() + ": there are " + std::to_string(day.tickets) +
                           ", the last number is " + std::to_string(day.last));
    }
    check_tickets(transaction, findings);
    for (const SentTooMuch& line : transaction.query(sent_too_much)) {
        findings.push_back("Order line " + line.order_item_id.text() + ": " + std::to_string(line.sent) +
                           " were sent to the kitchen, " + std::to_string(line.sold) + " sold");
    }
    for (const std::int64_t number : transaction.query(in_work_though_voided)) {
        findings.push_back("Ticket " + std::to_string(number) + " is in work though its order is voided");
    }
    for (const std::int64_t number : transaction.query(added_wrongly)) {
        findings.push_back("Ticket " + std::to_string(number) + " is added to one that it does not belong to");
    }
    return findings;
}

}  // namespace cafepos::kitchen
