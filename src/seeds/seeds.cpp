#include "seeds.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "data.h"
#include "demo_picture.h"
#include "demo_work.h"
#include "drawers/drawers.h"
#include "inventory/inventory_store.h"
#include "json/value.h"
#include "kitchen/kitchen.h"
#include "menu/menu_store.h"

namespace cafepos::seeds {
namespace {

constexpr const char* test_password = "password123";
constexpr std::array test_tills{"Bar", "Terrace"};
constexpr std::string_view test_discounts = R"({"pos":{"enableTipping":true,"defaultTipPercentages":[5,10,15],"discounts":[
    {"id":"staff-meal","name":"Staff meal","type":"percentage","value":50,"needsApproval":true},
    {"id":"happy-hour","name":"Happy hour","type":"percentage","value":20,"needsApproval":false},
    {"id":"own-cup","name":"Own cup","type":"fixed","value":0.5,"needsApproval":false}],
    "discountLimits":[{"role":"cashier","percent":20},{"role":"trainee","percent":20}]}})";

std::string slug_of(std::string_view name) {
    std::string slug;
    for (const char c : name) {
        if (c >= 'A' && c <= 'Z') {
            slug += static_cast<char>(c - 'A' + 'a');
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            slug += c;
        } else if (!slug.empty() && slug.back() != '-') {
            slug += '-';
        }
    }
    return slug;
}

using PictureUrls = std::map<std::string, std::string, std::less<>>;

// One picture for all sizes of an item, drawn before the transaction begins.
void draw_pictures(const Tools& tools, std::span<const MenuRow> menu, PictureUrls& urls) {
    for (const MenuRow& row : menu) {
        const std::string name(row.name);
        if (urls.contains(name)) continue;
        const std::string png = draw_demo_picture(row.name, row.category);
        urls[name] = tools.pictures.save_as(tools.pictures.clean(png), slug_of(row.name)).image_url;
    }
}

menu::Item item_of(const MenuRow& row, const PictureUrls& urls) {
    menu::Item item;
    item.name = row.name;
    item.size = row.size;
    item.price = Money::parse(row.price).value();
    item.category = row.category;
    item.description = row.description;
    item.image_url = urls.at(item.name);
    return item;
}

int plant_menu(db::Transaction& transaction, const Tools& tools, std::span<const MenuRow> menu, const PictureUrls& urls) {
    int planted = 0;
    for (const MenuRow& row : menu) {
        menu::Item item = item_of(row, urls);
        if (menu::find_by_name(transaction, item.name, item.size)) continue;
        item.sort_order = planted;
        menu::create(transaction, item, std::nullopt, tools.clock.now(), tools.ids);
        ++planted;
    }
    return planted;
}

int plant_stock(db::Transaction& transaction, const Tools& tools, std::span<const StockRow> stock) {
    int planted = 0;
    for (const StockRow& row : stock) {
        inventory::StockItem item;
        item.name = row.name;
        if (inventory::find_item_named(transaction, item.name)) continue;
        item.category = row.category;
        item.current_stock = Quantity::parse(row.current).value();
        item.min_stock_level = Quantity::parse(row.minimum).value();
        item.max_stock_level = Quantity::parse(row.maximum).value();
        item.unit = row.unit;
        item.cost_per_unit = UnitCost::parse(row.cost).value();
        item.supplier = row.supplier;
        item.last_restocked_at = tools.clock.now();
        item.description = row.description;
        item.location = row.location;
        tools.ledger.create_item(transaction, item, std::nullopt);
        ++planted;
    }
    return planted;
}

// A medium is a quarter more than a small, a large half as much again, a double twice a single.
std::int64_t portion(const RecipeRow& row, std::string_view size) {
    if (!row.grows_with_size) return row.thousandths;
    const int percent = size == "Double" ? 200 : size == "Large" ? 150 : size == "Medium" ? 125 : 100;
    return multiply_divide_half_up(row.thousandths, percent, 100);
}

std::vector<inventory::Ingredient> ingredients_of(db::Transaction& transaction, const MenuRow& item) {
    std::vector<inventory::Ingredient> ingredients;
    for (const RecipeRow& row : recipes()) {
        if (row.menu_item != item.name) continue;
        const auto stock_item = inventory::find_item_named(transaction, std::string(row.stock_item));
        if (stock_item) ingredients.push_back({*stock_item, Quantity::of(portion(row, item.size))});
    }
    return ingredients;
}

// Only items without a recipe get one: what a person has changed stays.
int plant_recipes(db::Transaction& transaction, std::span<const MenuRow> menu) {
    int planted = 0;
    for (const MenuRow& row : menu) {
        const auto item = menu::find_by_name(transaction, std::string(row.name), std::string(row.size));
        if (!item || inventory::theoretical_cost(transaction, *item)) continue;
        const auto ingredients = ingredients_of(transaction, row);
        if (ingredients.empty()) continue;
        inventory::set_recipe(transaction, *item, ingredients);
        ++planted;
    }
    return planted;
}

std::vector<menu::Option> options_of(db::Transaction& transaction, std::string_view group) {
    std::vector<menu::Option> options;
    for (const OptionRow& row : seeds::options()) {
        const auto stock_item = inventory::find_item_named(transaction, std::string(row.stock_item));
        if (row.group != group || !stock_item) continue;
        menu::Option option;
        option.name = row.name;
        option.price_delta = Money::parse(row.price).value();
        option.max_quantity = row.max_quantity;
        option.sort_order = static_cast<int>(options.size()) + 1;
        menu::RecipeChange change{menu::RecipeEffect::adds, {}, stock_item, Quantity::of(row.thousandths)};
        change.replaced_item_id = inventory::find_item_named(transaction, std::string(row.replaces));
        if (change.replaced_item_id) change.effect = menu::RecipeEffect::replaces;
        option.ingredients = {change};
        options.push_back(std::move(option));
    }
    return options;
}

bool takes(std::string_view menu_item, std::string_view stock_item) {
    return std::ranges::any_of(recipes(),
                               [&](const RecipeRow& row) { return row.menu_item == menu_item && row.stock_item == stock_item; });
}

// Only what is new: groups that a person has changed or taken off an item stay so.
void plant_options(db::Transaction& transaction, const Tools& tools, std::span<const MenuRow> menu) {
    const auto exists = [&](const OptionGroupRow& row) {
        return menu::find_group_by_name(transaction, std::string(row.name)).has_value();
    };
    if (std::ranges::any_of(option_groups(), exists)) return;
    std::map<Id, std::vector<Id>> offers;
    for (const OptionGroupRow& row : option_groups()) {
        menu::OptionGroup group;
        group.name = row.name;
        if (row.max_choices > 0) group.max_choices = row.max_choices;
        group.sort_order = static_cast<int>(&row - option_groups().data()) + 1;
        group.options = options_of(transaction, row.name);
        const Id id = menu::create_group(transaction, group, tools.clock.now(), tools.ids).id;
        for (const MenuRow& item : menu) {
            const auto item_id = menu::find_by_name(transaction, std::string(item.name), std::string(item.size));
            if (item_id && takes(item.name, row.for_stock_item)) offers[*item_id].push_back(id);
        }
    }
    for (const auto& [item, groups] : offers) menu::offer_groups(transaction, item, groups);
}

menu::ComboSlots slots_of(db::Transaction& transaction, std::string_view combo) {
    menu::ComboSlots slots;
    for (const ComboChoiceRow& row : combo_choices()) {
        const auto item = menu::find_by_name(transaction, std::string(row.menu_item), std::string(row.size));
        if (row.combo != combo || !item) continue;
        const bool is_first = slots.empty() || slots.back().name != row.slot;
        if (is_first) slots.push_back({std::string(row.slot), {}});
        slots.back().choices.push_back({*item, Money::parse(row.price).value(), is_first});
    }
    return slots;
}

int plant_combos(db::Transaction& transaction, const Tools& tools, const PictureUrls& urls) {
    int planted = 0;
    for (const MenuRow& row : test_combos()) {
        menu::Item item = item_of(row, urls);
        if (menu::find_by_name(transaction, item.name, item.size)) continue;
        item.kind = menu::ItemKind::combo;
        const Id id = menu::create(transaction, item, std::nullopt, tools.clock.now(), tools.ids);
        menu::set_combo(transaction, id, slots_of(transaction, row.name));
        ++planted;
    }
    return planted;
}

/// By their first size, which stands for all.
menu::TillPage favourites(db::Transaction& transaction) {
    menu::TillPage page{"Favourites", menu::Color::orange};
    for (const std::string_view name : test_favourites()) {
        const auto is_named = [&](const MenuRow& row) { return row.name == name; };
        const auto item = std::ranges::find_if(test_menu(), is_named);
        const MenuRow& row = item == test_menu().end() ? *std::ranges::find_if(test_combos(), is_named) : *item;
        const auto id = menu::find_by_name(transaction, std::string(row.name), std::string(row.size));
        if (id) page.tiles.push_back({*id, row.category == "Pastries" ? std::optional(menu::Color::yellow) : std::nullopt});
    }
    return page;
}

staff::NewUser test_user(const UserRow& row, const Tools& tools, const std::string& password_hash) {
    staff::NewUser user;
    user.username = row.username;
    user.password_hash = password_hash;
    user.pin_lookup = tools.pins.of(row.pin);
    user.first_name = row.first_name;
    user.last_name = row.last_name;
    user.email = row.email;
    user.role = row.role;
    return user;
}

// The admin of a first start whom nobody has used gives way: otherwise nobody could sign in as the demo's.
bool plant_user(db::Transaction& transaction, const Tools& tools, const staff::NewUser& user) {
    const auto existing = staff::store::find_user_by_name(transaction, user.username);
    if (existing) return staff::store::replace_first_admin(transaction, tools.sign_ins, *existing, user, tools.clock.now());
    staff::store::create_user(transaction, user, tools.clock.now(), tools.ids);
    return true;
}

int plant_users(db::Transaction& transaction, const Tools& tools, const std::string& password_hash) {
    int planted = 0;
    for (const UserRow& row : test_users()) {
        if (plant_user(transaction, tools, test_user(row, tools, password_hash))) ++planted;
    }
    return planted;
}

/// Where the test café sells and makes what it sells. Without printers: displays show the tickets.
void plant_places(db::Transaction& transaction, const Tools& tools) {
    const Timestamp now = tools.clock.now();
    for (const char* till : test_tills) drawers::plant_till(transaction, till, now, tools.ids);
    kitchen::plant_station(transaction, "Bar", {"Coffee", "Cold Coffee", "Hot Beverages", "Tea"}, now, tools.ids);
    kitchen::plant_station(transaction, "Kitchen", {"Food", "Pastries"}, now, tools.ids);
}

// What somebody has set already stays.
void plant_discounts(db::Transaction& transaction, const Tools& tools) {
    if (!tools.settings.in_transaction(transaction)->pos.discounts.empty()) return;
    const auto by = staff::store::find_user_by_name(transaction, std::string(test_users().front().username));
    tools.settings.update(transaction, json::parse(test_discounts), tools.clock.now(), by->id);
}

Planted plant(const Tools& tools, std::span<const MenuRow> menu, std::span<const StockRow> stock, bool with_users) {
    PictureUrls urls;
    draw_pictures(tools, menu, urls);
    if (with_users) draw_pictures(tools, test_combos(), urls);
    const std::string password_hash = with_users ? tools.hasher.hash(test_password) : "";
    // What the demo has sold needs no receipt.
    printing::Options paperless;
    paperless.first.active = false;
    printing::Printers printers(tools.database, tools.clock, tools.ids, tools.settings, paperless);
    Planted planted;
    bool is_new_cafe = false;
    tools.database.write([&](db::Transaction& transaction) {
        planted = {};
        staff::seed_roles(transaction, tools.clock.now(), tools.ids);
        if (with_users) planted.users = plant_users(transaction, tools, password_hash);
        if (with_users) {
            plant_places(transaction, tools);
            plant_discounts(transaction, tools);
        }
        planted.menu_items = plant_menu(transaction, tools, menu, urls);
        planted.stock_items = plant_stock(transaction, tools, stock);
        planted.recipes = plant_recipes(transaction, menu);
        plant_options(transaction, tools, menu);
        is_new_cafe = planted.users > 0 && planted.menu_items == std::ssize(menu);
        if (with_users) {
            planted.menu_items += plant_combos(transaction, tools, urls);
            menu::plant_layout(transaction, {favourites(transaction)});
        }
    });
    // Before anything is sold, and not when nothing is new: what is known of one order would let SQLite walk through all that
    // come after it.
    if (planted.anything()) tools.database.analyze();
    if (is_new_cafe) {
        tools.database.write([&](db::Transaction& transaction) { plant_work(transaction, tools, printers); });
    }
    return planted;
}

}  // namespace

std::string Planted::text() const {
    return std::to_string(users) + " users, " + std::to_string(menu_items) + " menu items, " + std::to_string(stock_items) +
           " stock items, " + std::to_string(recipes) + " recipes";
}

std::vector<std::string> users_with_known_password(db::Database& database, const security::PasswordHasher& hasher) {
    const auto users = database.reading([](db::Transaction& transaction) { return staff::store::list_users(transaction); });
    std::vector<std::string> names;
    for (const UserRow& row : test_users()) {
        const auto user = std::ranges::find(users, row.username, &staff::User::username);
        if (user != users.end() && user->is_active && hasher.verify(test_password, user->password_hash)) {
            names.push_back(user->username);
        }
    }
    return names;
}

Planted plant_test(const Tools& tools) { return plant(tools, test_menu(), test_stock(), true); }
Planted plant_production(const Tools& tools) { return plant(tools, production_menu(), production_stock(), false); }

}  // namespace cafepos::seeds
