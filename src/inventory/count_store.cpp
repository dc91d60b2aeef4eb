#include "count_store.h"

namespace cafepos::inventory::store {
namespace {

const db::Statement insert_row{"inventory.insert_count",
                               "INSERT INTO stock_counts (id, staff_id, notes, created_at) VALUES ($1, $2, $3, $4)"};
const db::Statement insert_line{
    "inventory.insert_count_line",
    "INSERT INTO stock_count_lines (count_id, inventory_item_id, expected, counted, cost_per_unit) VALUES ($1, $2, $3, $4, $5)"};
const db::Statement select_count{"inventory.select_count",
                                 "SELECT id, staff_id, notes, created_at FROM stock_counts WHERE id = $1"};
const db::Statement select_counts{"inventory.select_counts",
                                  "SELECT id, staff_id, notes, created_at FROM stock_counts "
                                  "WHERE (CAST($1 AS TEXT) IS NULL OR id < $1) ORDER BY id DESC LIMIT CAST($2 AS BIGINT)"};
const db::Statement select_lines{
    "inventory.select_count_lines",
    "SELECT l.inventory_item_id, i.name, i.unit, l.expected, l.counted, l.cost_per_unit FROM stock_count_lines l "
    "JOIN inventory_items i ON i.id = l.inventory_item_id WHERE l.count_id = $1 ORDER BY i.name_folded, i.id"};

Count count_of(db::Transaction& transaction, const db::Row& row) {
    Count count{row.id(0), row.id(1), row.text(2), row.time(3), {}};
    for (const db::Row& line : transaction.query(select_lines, count.id)) {
        count.lines.push_back({line.id(0), line.text(1), line.text(2), line.quantity(3), line.quantity(4), line.unit_cost(5)});
    }
    return count;
}

}  // namespace

void insert_count(db::Transaction& transaction, const Count& count) {
    transaction.defer(insert_row, count.id, count.staff_id, count.notes, count.created);
}

void insert_count_line(db::Transaction& transaction, const Id& count_id, const CountLine& line) {
    transaction.defer(insert_line, count_id, line.item_id, line.expected, line.counted, line.cost_per_unit);
}

std::optional<Count> find_count(db::Transaction& transaction, const Id& id) {
    const auto row = transaction.query_one(select_count, id);
    if (!row) return std::nullopt;
    return count_of(transaction, *row);
}

std::vector<Count> list_counts(db::Transaction& transaction, const std::optional<Id>& before, std::int64_t limit) {
    std::vector<Count> counts;
    for (const db::Row& row : transaction.query(select_counts, before, limit)) counts.push_back(count_of(transaction, row));
    return counts;
}

}  // namespace cafepos::inventory::store
