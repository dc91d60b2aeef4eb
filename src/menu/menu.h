#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "audit/audit.h"
#include "core/amounts.h"
#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "events/events.h"
#include "http/endpoint.h"

namespace cafepos::menu {

/// What a sale needs to know of a menu item. Archived and inactive ones are found too: a register may have an old menu.
struct SaleItem {
    Id id;
    std::string name;
    std::string size;
    std::string category;
    Money price;
    bool is_archived = false;
    std::vector<Money> recent_prices;  ///< other prices that were valid at some time in the last 12 hours
};

/// The items with these ids; unknown ids are simply absent from the answer.
std::unordered_map<Id, SaleItem> find_for_sale(db::Transaction& transaction, const std::vector<Id>& ids, Timestamp now);

/// Those with an item that is not archived.
std::vector<std::string> categories(db::Transaction& transaction);

/// A row of a seed or an import.
struct NewItem {
    std::string name;
    std::string size;
    Money price;
    std::string category = "General";
    std::optional<std::string> description = {};
    std::optional<std::string> image_url = {};
    bool is_active = true;
    int sort_order = 0;
    std::optional<std::string> volume = {};
    std::optional<std::string> allergens = {};
    std::optional<int> calories = {};
};

/// Creates the item with its first price. The caller has validated it.
Id create(db::Transaction& transaction, const NewItem& item, const std::optional<Id>& by, Timestamp now, IdSource& ids);
/// An item of that name and size (compared folded) that is not archived.
std::optional<Id> find_by_name(db::Transaction& transaction, const std::string& name, const std::string& size);

/// Items whose stored comparison columns are not what their texts give, in words that name the item. Empty when all is well.
std::vector<std::string> verify(db::Transaction& transaction);

}  // namespace cafepos::menu
