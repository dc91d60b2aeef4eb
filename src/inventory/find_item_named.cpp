#include "inventory.h"
#include "item_store.h"

namespace cafepos::inventory {

std::optional<Id> find_item_named(db::Transaction& transaction, const std::string& name) {
    const auto ids = store::find_by_name(transaction, name);
    if (ids.empty()) return std::nullopt;
    return ids.front();
}

}  // namespace cafepos::inventory
