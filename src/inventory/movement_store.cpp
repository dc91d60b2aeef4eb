#include "movement_store.h"

namespace cafepos::inventory::store {
namespace {

const db::Statement select_movements{
    "inventory.select_movements",
    "SELECT id, sequence, type, quantity, previous_stock, new_stock, reason, staff_id, cost, supplier, reference, "
    "reference_order_id, reference_refund_id, menu_item_id, menu_item_quantity, count_id, notes, created_at "
    "FROM stock_movements WHERE inventory_item_id = $1 AND sequence < $2 "
    "AND (CAST($3 AS TEXT) IS NULL OR type = $3) AND (CAST($4 AS BIGINT) IS NULL OR created_at >= $4) "
    "AND (CAST($5 AS BIGINT) IS NULL OR created_at < $5) ORDER BY sequence DESC LIMIT CAST($6 AS BIGINT)"};

Movement movement_of(const db::Row& row, const Id& item_id) {
    Movement movement;
    movement.id = row.id(0);
    movement.item_id = item_id;
    movement.sequence = row.integer(1);
    movement.type = row.text(2);
    movement.quantity = row.quantity(3);
    movement.previous_stock = row.quantity(4);
    movement.new_stock = row.quantity(5);
    movement.reason = row.text(6);
    movement.staff_id = row.maybe_id(7);
    movement.cost = row.unit_cost(8);
    movement.supplier = row.maybe_text(9);
    movement.reference = row.maybe_text(10);
    movement.order_id = row.maybe_id(11);
    movement.refund_id = row.maybe_id(12);
    movement.menu_item_id = row.maybe_id(13);
    movement.menu_item_quantity = row.maybe_integer(14);
    movement.count_id = row.maybe_id(15);
    movement.notes = row.text(16);
    movement.created = row.time(17);
    return movement;
}

}  // namespace

std::vector<Movement> list_movements(db::Transaction& transaction, const Id& item_id, const MovementFilter& filter,
                                     std::int64_t before_sequence, std::int64_t limit) {
    std::vector<Movement> movements;
    for (const db::Row& row :
         transaction.query(select_movements, item_id, before_sequence, filter.type, filter.from, filter.until, limit)) {
        movements.push_back(movement_of(row, item_id));
    }
    return movements;
}

}  // namespace cafepos::inventory::store
