#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "combos.h"
#include "db/database.h"

/// The slots of combos in the database; what writes is for the caller's write transaction.
namespace cafepos::menu::store {

/// In their order, with archived choices; a combo without slots is absent.
std::unordered_map<Id, ComboSlots> list_slots(db::Transaction& transaction, const std::vector<Id>& combo_ids);
/// In place of those that the combo has.
void set_slots(db::Transaction& transaction, const Id& combo_id, const ComboSlots& slots);

/// The name of a combo on the menu that offers this item, if there is one.
std::optional<std::string> find_combo_with(db::Transaction& transaction, const Id& menu_item_id);
bool has_option_groups(db::Transaction& transaction, const Id& menu_item_id);
bool has_recipe(db::Transaction& transaction, const Id& menu_item_id);

/// Combos that cannot be what they say, in words. Empty when all is well.
std::vector<std::string> verify_combos(db::Transaction& transaction);

}  // namespace cafepos::menu::store
