#include <algorithm>

#include "db/table.h"
#include "menu_store.h"

namespace cafepos::menu {

/// One for each recent price of an item, at least one for each item.
struct SaleRow : SaleItem {
    std::optional<Money> recent_price;
};
BOOST_DESCRIBE_STRUCT(SaleRow, (SaleItem), (recent_price))

namespace {

constexpr std::chrono::hours recent_price_window{12};

const db::Query<SaleRow> items_for_sale{"menu.items_for_sale", R"(
    SELECT i.id, i.name, i.size, i.category, i.price, CASE WHEN i.archived_at IS NULL THEN 0 ELSE 1 END AS is_archived,
    CASE WHEN i.is_available = 1 OR i.unavailable_until <= $3 THEN 1 ELSE 0 END AS is_available, i.open_price,
    (SELECT COUNT(*) FROM menu_item_option_groups g WHERE g.menu_item_id = i.id) AS option_groups, i.kind,
    p.price AS recent_price FROM menu_items i
    LEFT JOIN menu_prices p ON p.menu_item_id = i.id AND p.valid_until >= $2 AND p.price <> i.price WHERE i.id IN {$1})"};

struct ItemStation {
    Id id;
    Id station_id;
};
BOOST_DESCRIBE_STRUCT(ItemStation, (), (id, station_id))
const db::Query<ItemStation> named_stations{"menu.stations",
                                            "SELECT {} FROM menu_items WHERE station_id IS NOT NULL AND id IN {$1}"};

}  // namespace

std::unordered_map<Id, Id> stations_of(db::Transaction& transaction, const std::vector<Id>& ids) {
    std::unordered_map<Id, Id> stations;
    if (ids.empty()) return stations;
    for (const ItemStation& item : transaction.query(named_stations, db::list_of(ids))) stations[item.id] = item.station_id;
    return stations;
}

std::unordered_map<Id, SaleItem> find_for_sale(db::Transaction& transaction, const std::vector<Id>& ids, Timestamp now) {
    std::unordered_map<Id, SaleItem> items;
    if (ids.empty()) return items;
    for (const SaleRow& row : transaction.query(items_for_sale, db::list_of(ids), now - recent_price_window, now)) {
        auto& prices = items.try_emplace(row.id, row).first->second.recent_prices;
        if (row.recent_price && std::ranges::find(prices, *row.recent_price) == prices.end()) prices.push_back(*row.recent_price);
    }
    return items;
}

}  // namespace cafepos::menu
