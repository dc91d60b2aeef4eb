#include <algorithm>

#include "db/known.h"
#include "db/table.h"
#include "menu_store.h"

namespace cafepos::menu {

/// An item as the menu has it, whatever the time is.
struct MenuFacts : SaleItem {
    std::optional<Timestamp> unavailable_until;
    std::optional<Id> station_id;
};
BOOST_DESCRIBE_STRUCT(MenuFacts, (SaleItem), (unavailable_until, station_id))

struct EndedPrice {
    Id menu_item_id;
    Money price;
    Timestamp valid_until;
};
BOOST_DESCRIBE_STRUCT(EndedPrice, (), (menu_item_id, price, valid_until))

namespace {

constexpr std::chrono::hours recent_price_window{12};

const db::Query<MenuFacts> items_for_sale{"menu.items_for_sale", R"(
    SELECT i.id, i.name, i.size, i.category, i.price, CASE WHEN i.archived_at IS NULL THEN 0 ELSE 1 END AS is_archived,
    i.is_available, i.open_price,
    (SELECT COUNT(*) FROM menu_item_option_groups g WHERE g.menu_item_id = i.id) AS option_groups, i.kind,
    i.unavailable_until, i.station_id FROM menu_items i WHERE i.id IN {$1})"};
const db::Query<EndedPrice> ended_prices{"menu.ended_prices", R"(
    SELECT p.menu_item_id, p.price, p.valid_until FROM menu_prices p JOIN menu_items i ON i.id = p.menu_item_id
    WHERE p.menu_item_id IN {$1} AND p.valid_until IS NOT NULL AND p.price <> i.price ORDER BY p.valid_from)"};

struct KnownItem {
    MenuFacts facts;
    std::vector<EndedPrice> ended_prices;
};
using KnownItems = std::unordered_map<Id, KnownItem>;

const db::Known<Id, KnownItem> known_items{{{"menu_items"}, {"menu_prices"}, {"menu_item_option_groups"}},
                                           [](db::Transaction& transaction, const std::vector<Id>& ids) {
                                               const std::string list = db::list_of(ids);
                                               KnownItems items;
                                               for (MenuFacts& facts : transaction.query(items_for_sale, list))
                                                   items[facts.id].facts = std::move(facts);
                                               for (EndedPrice& price : transaction.query(ended_prices, list)) {
                                                   items.at(price.menu_item_id).ended_prices.push_back(std::move(price));
                                               }
                                               return items;
                                           }};

SaleItem at_time(const KnownItem& known, Timestamp now) {
    SaleItem item = static_cast<const SaleItem&>(known.facts);  // what no clock changes
    item.is_available = is_available_at(known.facts, now);
    for (const EndedPrice& ended : known.ended_prices) {
        if (ended.valid_until < now - recent_price_window) continue;
        if (std::ranges::find(item.recent_prices, ended.price) == item.recent_prices.end())
            item.recent_prices.push_back(ended.price);
    }
    return item;
}

}  // namespace

std::unordered_map<Id, Id> stations_of(db::Transaction& transaction, const std::vector<Id>& ids) {
    std::unordered_map<Id, Id> stations;
    for (const auto& [id, known] : known_items.find(transaction, ids)) {
        if (known.facts.station_id) stations[id] = *known.facts.station_id;
    }
    return stations;
}

std::unordered_map<Id, SaleItem> find_for_sale(db::Transaction& transaction, const std::vector<Id>& ids, Timestamp now) {
    std::unordered_map<Id, SaleItem> items;
    for (const auto& [id, known] : known_items.find(transaction, ids)) items.emplace(id, at_time(known, now));
    return items;
}

}  // namespace cafepos::menu
