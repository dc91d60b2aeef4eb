#include <algorithm>

#include "db/statement.h"
#include "menu.h"

namespace cafepos::menu {
namespace {

constexpr std::chrono::hours recent_price_window{12};
constexpr std::size_t chunk_ids = 8;  // $1 … $8: nearly every sale is one round trip

const db::Statement select_for_sale{
    "menu.select_for_sale",
    "SELECT i.id, i.name, i.size, i.category, i.price, i.archived_at, p.price FROM menu_items i "
    "LEFT JOIN menu_prices p ON p.menu_item_id = i.id AND p.valid_until >= $9 AND p.price <> i.price "
    "WHERE i.id IN ($1, $2, $3, $4, $5, $6, $7, $8)"};

SaleItem sale_item_of(const db::Row& row) {
    SaleItem item;
    item.id = row.id(0);
    item.name = row.text(1);
    item.size = row.text(2);
    item.category = row.text(3);
    item.price = row.money(4);
    item.is_archived = !row.is_null(5);
    return item;
}

// One row for each recent price, at least one for each item.
void add_rows(const db::Rows& rows, std::unordered_map<Id, SaleItem>& items) {
    for (const db::Row& row : rows) {
        SaleItem& item = items.try_emplace(row.id(0), sale_item_of(row)).first->second;
        const auto price = row.maybe_money(6);
        if (price && std::find(item.recent_prices.begin(), item.recent_prices.end(), *price) == item.recent_prices.end()) {
            item.recent_prices.push_back(*price);
        }
    }
}

}  // namespace

std::unordered_map<Id, SaleItem> find_for_sale(db::Transaction& transaction, const std::vector<Id>& ids, Timestamp now) {
    std::vector<Id> wanted = ids;
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    std::unordered_map<Id, SaleItem> items;
    for (std::size_t begin = 0; begin < wanted.size(); begin += chunk_ids) {
        std::vector<db::Value> values;
        for (std::size_t i = 0; i < chunk_ids; ++i) values.emplace_back(wanted[std::min(begin + i, wanted.size() - 1)]);
        values.emplace_back(now - recent_price_window);
        add_rows(transaction.query_values(select_for_sale, values), items);
    }
    return items;
}

}  // namespace cafepos::menu
