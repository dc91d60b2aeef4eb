#include "option_wire.h"

namespace cafepos::menu {
namespace {

OptionIngredient view_of(const RecipeChange& change) {
    OptionIngredient view;
    switch (change.effect) {
        case RecipeEffect::adds:
            view.inventoryItemId = change.inventory_item_id.value_or(Id());
            view.quantity = change.amount;
            break;
        case RecipeEffect::replaces:
            view.inventoryItemId = change.inventory_item_id.value_or(Id());
            view.replaces = change.replaced_item_id.value_or(Id());
            view.ratio = change.amount;
            break;
        case RecipeEffect::removes:
            view.removes = change.replaced_item_id.value_or(Id());
            break;
    }
    return view;
}

std::vector<OptionView> views_of(const std::vector<Option>& options, Timestamp now) {
    std::vector<OptionView> views;
    for (const Option& option : options) {
        OptionView view{option.id,           option.name,       option.price_delta,           option.is_default,
                        option.max_quantity, option.sort_order, availability_of(option, now), {}};
        for (const RecipeChange& change : option.ingredients) view.ingredients.push_back(view_of(change));
        views.push_back(std::move(view));
    }
    return views;
}

}  // namespace

OptionGroupView view_of(const OptionGroup& group, Timestamp now) {
    return {group.id,          group.name,       group.min_choices,
            group.max_choices, group.sort_order, views_of(group.options, now),
            group.created_at,  group.updated_at};
}

ItemOptionGroup view_of(const OfferedGroup& group, Timestamp now) {
    return {group.id, group.name, group.min_choices, group.max_choices, views_of(group.options, now)};
}

}  // namespace cafepos::menu
