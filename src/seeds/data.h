#pragma once

#include <span>
#include <string_view>

/// The rows that the seeders plant. Amounts are text so that they read like a price list; they are exact either way.
namespace cafepos::seeds {

struct MenuRow {
    std::string_view name;
    std::string_view size;
    std::string_view price;
    std::string_view category;
    std::string_view description;
};

struct StockRow {
    std::string_view name;
    std::string_view category;
    std::string_view current;
    std::string_view minimum;
    std::string_view maximum;
    std::string_view unit;
    std::string_view cost;
    std::string_view supplier;
    std::string_view description;
    std::string_view location;
};

/// What one unit of every size of a menu item takes from stock: thousandths of the stock item's unit.
struct RecipeRow {
    std::string_view menu_item;
    std::string_view stock_item;
    int thousandths;
    bool grows_with_size;  ///< a large latte has more milk, but still one cup
};

/// A group of options, for every menu item whose recipe takes the stock item.
struct OptionGroupRow {
    std::string_view name;
    int max_choices;  ///< 0: as many as there are
    std::string_view for_stock_item;
};

/// One option: takes so many thousandths of the stock item's unit; with `replaces` it is taken instead of that, by the ratio.
struct OptionRow {
    std::string_view group;
    std::string_view name;
    std::string_view price;
    int max_quantity;
    std::string_view replaces;
    std::string_view stock_item;
    int thousandths;
};

/// A choice for a slot of a combo; the first of its slot is what a line has that says nothing of it.
struct ComboChoiceRow {
    std::string_view combo;
    std::string_view slot;
    std::string_view menu_item;
    std::string_view size;
    std::string_view price;
};

struct UserRow {
    std::string_view username;
    std::string_view role;
    std::string_view first_name;
    std::string_view last_name;
    std::string_view email;
    std::string_view pin;
};

std::span<const MenuRow> test_menu();
std::span<const StockRow> test_stock();
std::span<const RecipeRow> recipes();  ///< by names that both seeds use
std::span<const OptionGroupRow> option_groups();
std::span<const OptionRow> options();
std::span<const std::string_view> test_favourites();  ///< names of items that tills show first
std::span<const MenuRow> test_combos();
std::span<const ComboChoiceRow> combo_choices();  ///< slot by slot
std::span<const UserRow> test_users();
std::span<const MenuRow> production_menu();
std::span<const StockRow> production_stock();

}  // namespace cafepos::seeds
