#include "count_store.h"

#include "db/table.h"

namespace cafepos::inventory::store {
namespace {

const db::Table<Count> count_table{"stock_counts"};
const db::Table<CountRow> line_table{"stock_count_lines"};
const db::Query<Count> count_of_id{"inventory.count", "SELECT {} FROM stock_counts WHERE id = $1"};
const db::Query<Count> counts_before{
    "inventory.counts",
    "SELECT {} FROM stock_counts WHERE (CAST($1 AS TEXT) IS NULL OR id < $1) ORDER BY id DESC LIMIT CAST($2 AS BIGINT)"};
const db::Query<CountLine> lines_of_count{"inventory.count_lines", R"(
    SELECT l.count_id, l.inventory_item_id, l.expected, l.counted, l.cost_per_unit, i.name, i.unit FROM stock_count_lines l
    JOIN inventory_items i ON i.id = l.inventory_item_id WHERE l.count_id = $1 ORDER BY i.name_folded, i.id)"};

}  // namespace

void insert_count(db::Transaction& transaction, const Count& count) {
    transaction.insert(count_table, count);
    transaction.insert_all(line_table, std::vector<CountRow>(count.lines.begin(), count.lines.end()));
}

std::optional<Count> find_count(db::Transaction& transaction, const Id& id) {
    auto count = transaction.query_one(count_of_id, id);
    if (count) count->lines = transaction.query(lines_of_count, id);
    return count;
}

std::vector<Count> list_counts(db::Transaction& transaction, const std::optional<Id>& before, std::int64_t limit) {
    auto counts = transaction.query(counts_before, before, limit);
    for (Count& count : counts) count.lines = transaction.query(lines_of_count, count.id);
    return counts;
}

}  // namespace cafepos::inventory::store
