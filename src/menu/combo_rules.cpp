#include "combo_rules.h"

#include <algorithm>
#include <set>

#include "core/text.h"
#include "option_rules.h"

namespace cafepos::menu {
namespace {

void check_choices(const std::string& field, const ComboSlot& slot, Checks& checks) {
    std::set<Id> seen;
    for (std::size_t i = 0; i < slot.choices.size(); ++i) {
        const ComboChoice& choice = slot.choices[i];
        const std::string path = field + ".choices[" + std::to_string(i) + "]";
        checks.require(seen.insert(choice.menu_item_id).second, path + ".menuItemId", "duplicate", "is a choice already");
        checks.require(choice.price_delta <= price_delta_max && -choice.price_delta <= price_delta_max, path + ".priceDelta",
                       "range", "must be from -" + price_delta_max.fixed_text() + " to " + price_delta_max.fixed_text());
    }
    checks.require(std::ranges::count_if(slot.choices, &ComboChoice::is_default) <= 1, field + ".choices", "range",
                   "must not have more than one default");
}

}  // namespace

void check_slots(const ComboSlots& slots, Checks& checks) {
    std::set<std::string> names;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        const std::string field = "slots[" + std::to_string(i) + "]";
        checks.require(names.insert(text::folded(slots[i].name)).second, field + ".name", "duplicate",
                       "is the name of another slot of the combo");
        check_choices(field, slots[i], checks);
    }
}

void check_part(const std::string& field, const SaleItem* item, Checks& checks) {
    if (item == nullptr || item->is_archived) return checks.fail(field, "unknown", "is not an item of the menu");
    checks.require(item->kind == ItemKind::item, field, "combo", "is a combo itself");
    checks.require(!item->open_price, field, "open_price", "has no price of its own");
}

}  // namespace cafepos::menu
