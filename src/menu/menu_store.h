#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "combos.h"
#include "db/database.h"
#include "layout.h"
#include "menu.h"
#include "options.h"

/// What other slices ask of the menu's tables, inside their transactions.
namespace cafepos::menu {

/// The items with these ids; unknown ids are simply absent from the answer.
std::unordered_map<Id, SaleItem> find_for_sale(db::Transaction& transaction, const std::vector<Id>& ids, Timestamp now);

/// What lines of these items may choose, and these options wherever they belong. What is chosen or a default knows what it does
/// to the recipe.
OptionsForSale find_options_for_sale(db::Transaction& transaction, const std::vector<Id>& menu_item_ids,
                                     const std::vector<Id>& option_ids);
/// A group of that name that is not archived.
std::optional<Id> find_group_by_name(db::Transaction& transaction, const std::string& name);
/// Creates the group with its options, whose ids and times are given here; answers it. The caller has validated it.
OptionGroup create_group(db::Transaction& transaction, OptionGroup group, Timestamp now, IdSource& ids);
/// The item offers these groups, in this order, with their own limits.
void offer_groups(db::Transaction& transaction, const Id& menu_item_id, const std::vector<Id>& group_ids);

/// What these combos are made of, with archived choices: a register may have an old menu. A combo without slots is absent.
std::unordered_map<Id, ComboSlots> find_combos_for_sale(db::Transaction& transaction, const std::vector<Id>& combo_ids);
/// The combo is made of these. The caller has validated them.
void set_combo(db::Transaction& transaction, const Id& combo_id, const ComboSlots& slots);

/// Arranges what tills show first where nobody has arranged anything yet. The caller has validated it.
void plant_layout(db::Transaction& transaction, std::vector<TillPage> pages);

/// How many options take, replace or remove the stock item.
std::int64_t count_options_with(db::Transaction& transaction, const Id& inventory_item_id);
/// The stock item is no more: no option takes, replaces or removes it.
void remove_from_options(db::Transaction& transaction, const Id& inventory_item_id);

/// Those with an item that is not archived.
std::vector<std::string> categories(db::Transaction& transaction);

/// Creates the item, whose id and times are given here, with its first price. The caller has validated it.
Id create(db::Transaction& transaction, Item item, const std::optional<Id>& by, Timestamp now, IdSource& ids);
/// An item of that name and size (compared folded) that is not archived.
std::optional<Id> find_by_name(db::Transaction& transaction, const std::string& name, const std::string& size);

/// The stations that items name themselves; absent: the item goes by its category.
std::unordered_map<Id, Id> stations_of(db::Transaction& transaction, const std::vector<Id>& ids);
/// No item names that station any more.
void forget_station(db::Transaction& transaction, const Id& station_id, Timestamp now);

/// Items whose stored comparison columns are not what their texts give, and those with option groups or slots that nobody can
/// choose from, in words that name the item. Empty when all is well.
std::vector<std::string> verify(db::Transaction& transaction);
/// Of the options alone.
std::vector<std::string> verify_options(db::Transaction& transaction);

}  // namespace cafepos::menu
