#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "core/id.h"
#include "db/database.h"

namespace cafepos::sales {

/// A line of an order as the older client knows it, and as the wire spells it.
struct OrderItem {
    Id id;
    Id order_id;
    Id menu_item_id;
    std::string menu_item_name;
    int quantity = 0;
    Money price_at_time_of_sale;
};
BOOST_DESCRIBE_STRUCT(OrderItem, (), (id, order_id, menu_item_id, menu_item_name, quantity, price_at_time_of_sale))

/// The newest before `before`, of one order or of all that are not hidden.
std::vector<OrderItem> find_order_items(db::Transaction& transaction, const std::optional<Id>& order_id,
                                        const std::optional<Id>& before, int count_max);
std::optional<OrderItem> find_order_item(db::Transaction& transaction, const Id& id);

}  // namespace cafepos::sales
