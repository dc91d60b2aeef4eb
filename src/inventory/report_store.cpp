#include "report_store.h"

namespace cafepos::inventory::store {
namespace {

#define SUM_OF(type) "SUM(CASE WHEN m.created_at < $2 AND m.type = '" type "' THEN m.quantity ELSE 0 END)"

const db::Statement select_usage{
    "inventory.select_usage",
    "SELECT i.id, i.name, i.category, i.unit, " SUM_OF("sale") ", " SUM_OF("return") ", " SUM_OF("waste")
        ", SUM(CASE WHEN m.created_at < $2 AND m.type IN ('restock', 'opening') THEN m.quantity ELSE 0 END), "
        SUM_OF("adjustment") ", " SUM_OF("count")
        ", SUM(CASE WHEN m.created_at < $2 THEN m.quantity ELSE 0 END), "
        "SUM(CASE WHEN m.created_at >= $2 THEN m.quantity ELSE 0 END), i.current_stock, "
        "SUM(CASE WHEN m.created_at < $2 AND m.type IN ('sale', 'return') THEN m.cost ELSE 0 END), "
        "SUM(CASE WHEN m.created_at < $2 AND m.type = 'waste' THEN m.cost ELSE 0 END), "
        "SUM(CASE WHEN m.created_at < $2 AND m.type = 'count' THEN m.cost ELSE 0 END) "
        "FROM stock_movements m JOIN inventory_items i ON i.id = m.inventory_item_id WHERE m.created_at >= $1 "
        "GROUP BY i.id, i.name, i.category, i.unit, i.current_stock "
        "HAVING SUM(CASE WHEN m.created_at < $2 THEN 1 ELSE 0 END) > 0 ORDER BY i.name_folded, i.id"};

}  // namespace

std::vector<Usage> usage(db::Transaction& transaction, Timestamp from, Timestamp until) {
    std::vector<Usage> usages;
    for (const db::Row& row : transaction.query(select_usage, from, until)) {
        Usage usage;
        usage.item_id = row.id(0);
        usage.name = row.text(1);
        usage.category = row.text(2);
        usage.unit = row.text(3);
        usage.sold = row.quantity(4);
        usage.returned = row.quantity(5);
        usage.wasted = row.quantity(6);
        usage.restocked = row.quantity(7);
        usage.adjusted = row.quantity(8);
        usage.counted_difference = row.quantity(9);
        usage.moved_in_range = row.quantity(10);
        usage.moved_since = row.quantity(11);
        usage.stock_now = row.quantity(12);
        usage.use_cost = row.unit_cost(13);
        usage.waste_cost = row.unit_cost(14);
        usage.count_cost = row.unit_cost(15);
        usages.push_back(std::move(usage));
    }
    return usages;
}

}  // namespace cafepos::inventory::store
