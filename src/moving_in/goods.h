#pragma once

#include <map>
#include <unordered_map>

#include "moving_in.h"
#include "older_rows.h"

/// What is sold, and what is in stock.
namespace cafepos::moving_in {

struct MovedItem {
    Id id;
    std::string category;
};
/// By the older id of a menu item what it has become.
using MovedItems = std::unordered_map<Id, MovedItem>;
/// By the picture's path in the older server the URL here.
using Pictures = std::map<std::string, std::string, std::less<>>;

/// Items that are the same in name, size, category and price become one.
MovedItems move_menu(db::Transaction& transaction, const OlderServer& older, const Pictures& pictures, const Workshop& workshop,
                     Report& report);
/// With the stock there is as the opening movement.
void move_stock(db::Transaction& transaction, const OlderServer& older, const inventory::Ledger& ledger, Report& report);

}  // namespace cafepos::moving_in
