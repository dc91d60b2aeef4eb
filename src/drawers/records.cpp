#include "records.h"

#include <algorithm>
#include <unordered_map>

#include "db/table.h"
#include "drawer_store.h"
#include "drawers.h"

namespace cafepos::drawers {
namespace {

const db::Query<Movement> select_movements{"drawers.journal_movements", "SELECT {} FROM drawer_movements WHERE id IN {$1}"};
const db::Query<Movement> select_movements_of_orders{"drawers.journal_of_orders", R"(
    SELECT {} FROM drawer_movements WHERE order_id IN {$1} AND type IN ('sale', 'refund', 'voided')
    ORDER BY drawer_id, sequence)"};
const db::Query<Drawer> select_drawers{"drawers.journal_drawers", "SELECT {} FROM drawers WHERE id IN {$1}"};
const db::Query<store::ZRow> select_z{"drawers.journal_z", "SELECT {} FROM z_reports WHERE drawer_id IN {$1}"};

using Unrecorded = journal::Books::Unrecorded;
// reads journal_entries of journal: what has no entry there
const db::Query<Unrecorded> unrecorded_movements{"drawers.unrecorded_movements", R"(
    SELECT COUNT(*) AS count, CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS sum FROM drawer_movements m
    WHERE type NOT IN ('sale', 'refund', 'voided')
    AND NOT EXISTS (SELECT 1 FROM journal_entries j WHERE j.subject = m.id AND j.kind = 'movement'))"};
// reads journal_entries of journal: what has no entry there
const db::Query<Unrecorded> unrecorded_drawers{"drawers.unrecorded_drawers", R"(
    SELECT COUNT(*) AS count, CAST(COALESCE(SUM(opening_float), 0) AS BIGINT) AS sum FROM drawers d
    WHERE NOT EXISTS (SELECT 1 FROM journal_entries j WHERE j.subject = d.id AND j.kind = 'drawer'))"};
// reads journal_entries of journal: what has no entry there
const db::Query<Unrecorded> unrecorded_z{"drawers.unrecorded_z", R"(
    SELECT COUNT(*) AS count, CAST(COALESCE(SUM(sales), 0) AS BIGINT) AS sum FROM z_reports z
    WHERE NOT EXISTS (SELECT 1 FROM journal_entries j WHERE j.subject = z.drawer_id AND j.kind = 'z'))"};

std::vector<std::string> subjects_of(const std::vector<journal::Entry>& entries) {
    std::vector<std::string> subjects;
    for (const journal::Entry& entry : entries) subjects.push_back(entry.subject);
    return subjects;
}

/// The records of these rows, in the order of the entries.
template <class Row, class RecordOf>
std::vector<std::optional<journal::Record>> in_order(const std::vector<journal::Entry>& entries, const std::vector<Row>& rows,
                                                     Id Row::* id, const RecordOf& record_of_row) {
    std::unordered_map<std::string, const Row*> by_id;
    for (const Row& row : rows) by_id.emplace((row.*id).text(), &row);
    std::vector<std::optional<journal::Record>> records;
    for (const journal::Entry& entry : entries) {
        const auto found = by_id.find(entry.subject);
        records.push_back(found == by_id.end() ? std::nullopt : std::optional(record_of_row(*found->second)));
    }
    return records;
}

std::function<Unrecorded(db::Transaction&)> counting(const db::Query<Unrecorded>& query) {
    return [&query](db::Transaction& transaction) { return transaction.query_only(query); };
}

journal::Books movement_books() {
    return {journal::kind::movement,
            [](db::Transaction& transaction, const std::vector<journal::Entry>& entries) {
                return in_order(entries, transaction.query(select_movements, db::list_of(subjects_of(entries))), &Movement::id,
                                [](const Movement& movement) { return record_of(movement); });
            },
            counting(unrecorded_movements), "movements"};
}

journal::Books drawer_books() {
    return {journal::kind::drawer,
            [](db::Transaction& transaction, const std::vector<journal::Entry>& entries) {
                return in_order(entries, transaction.query(select_drawers, db::list_of(subjects_of(entries))), &Drawer::id,
                                [](const Drawer& drawer) { return record_of(drawer); });
            },
            counting(unrecorded_drawers), "drawers"};
}

journal::Books z_books() {
    return {journal::kind::z,
            [](db::Transaction& transaction, const std::vector<journal::Entry>& entries) {
                return in_order(
                    entries, transaction.query(select_z, db::list_of(subjects_of(entries))), &store::ZRow::drawer_id,
                    [&](const store::ZRow& row) { return record_of(row, store::list_counts(transaction, row.drawer_id)); });
            },
            counting(unrecorded_z), "z_reports"};
}

}  // namespace

journal::Record record_of(const Movement& movement) { return journal::record_of(movement); }

journal::Record record_of(const Drawer& drawer) {
    return journal::record_of(drawer, {"balance", "movement_count", "closed_at", "closed_by", "float_left", "note"});
}

journal::Record record_of(const store::ZRow& row, const std::vector<Count>& counts) {
    journal::Record record = journal::record_of(row);
    std::vector<Count> by_method = counts;
    std::ranges::sort(by_method, {}, &Count::method);
    record.add("counts", journal::records_of(by_method, {"drawer_id"}));
    return record;
}

std::vector<Movement> movements_of_orders(db::Transaction& transaction, const std::vector<Id>& order_ids) {
    return transaction.query(select_movements_of_orders, db::list_of(order_ids));
}

std::vector<journal::Books> journal_books() { return {movement_books(), drawer_books(), z_books()}; }

}  // namespace cafepos::drawers
