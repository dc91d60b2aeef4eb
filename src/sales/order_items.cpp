#include "order_items.h"

#include "db/table.h"

namespace cafepos::sales {
namespace {

const db::Query<OrderItem> select_items{"sales.order_items", R"(
    SELECT i.id, i.order_id, i.menu_item_id, i.menu_item_name, i.quantity, i.unit_price AS price_at_time_of_sale
    FROM order_items i JOIN orders o ON o.id = i.order_id
    WHERE i.id < $1 AND o.hidden_at IS NULL ORDER BY i.id DESC LIMIT $2)"};
const db::Query<OrderItem> select_items_of_order{"sales.order_items_of_order", R"(
    SELECT i.id, i.order_id, i.menu_item_id, i.menu_item_name, i.quantity, i.unit_price AS price_at_time_of_sale
    FROM order_items i JOIN orders o ON o.id = i.order_id
    WHERE i.id < $1 AND o.hidden_at IS NULL AND i.order_id = $3 ORDER BY i.id DESC LIMIT $2)"};
const db::Query<OrderItem> select_item{"sales.order_item", R"(
    SELECT i.id, i.order_id, i.menu_item_id, i.menu_item_name, i.quantity, i.unit_price AS price_at_time_of_sale
    FROM order_items i JOIN orders o ON o.id = i.order_id WHERE i.id = $1 AND o.hidden_at IS NULL)"};

}  // namespace

std::vector<OrderItem> find_order_items(db::Transaction& transaction, const std::optional<Id>& order_id,
                                        const std::optional<Id>& before, int count_max) {
    const std::string before_id = before ? before->text() : "~";
    if (order_id) return transaction.query(select_items_of_order, before_id, count_max, *order_id);
    return transaction.query(select_items, before_id, count_max);
}

std::optional<OrderItem> find_order_item(db::Transaction& transaction, const Id& id) {
    return transaction.query_one(select_item, id);
}

}  // namespace cafepos::sales
