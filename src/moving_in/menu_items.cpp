#include "core/text.h"
#include "goods.h"
#include "menu/menu_store.h"
#include "texts.h"

namespace cafepos::moving_in {
namespace {

constexpr Money price_max = Money::of(999'999);

std::string title_of(const OlderMenuItem& item) {
    return "menu item " + item.name.value_or("?") + " (" + item.size.value_or("?") + ")";
}

std::string key_of(const menu::Item& item) {
    return text::folded(item.name) + "\n" + text::folded(item.size) + "\n" + text::folded(item.category) + "\n" +
           item.price.text();
}

class Menu {
public:
    Menu(db::Transaction& transaction, const Pictures& pictures, const Workshop& workshop, Report& report)
        : transaction_(transaction), pictures_(pictures), workshop_(workshop), report_(report) {}

    MovedItems move(const std::vector<OlderMenuItem>& items) {
        MovedItems moved;
        for (const OlderMenuItem& older : items) {
            if (auto item = item_of(older)) moved.emplace(older.id, MovedItem{created(older, *item), item->category});
        }
        return moved;
    }

private:
    std::optional<menu::Item> item_of(const OlderMenuItem& older) {
        menu::Item item;
        item.name = plain(older.name, 100);
        item.price = older.price ? older.price->value : Money();
        const bool has_price = older.price && !item.price.is_negative() && item.price <= price_max;
        if (item.name.empty() || !has_price) {
            report_.impossible.push_back(
                {title_of(older), item.name.empty() ? "has no name" : "its price is not from 0 to 9999.99"});
            return std::nullopt;
        }
        item.size = plain_or(older.size, 50, "Regular");
        item.category = plain_or(older.category, 50, "General");
        item.description = plain_lines(older.description, description_length_max);
        item.is_active = older.is_active.value_or(true);
        item.sort_order = older.sort_order.value_or(0);
        item.image_url = picture_of(older);
        return item;
    }

    std::optional<std::string> picture_of(const OlderMenuItem& older) {
        if (!older.image_url || older.image_url->empty()) return std::nullopt;
        const auto found = pictures_.find(*older.image_url);
        if (found != pictures_.end()) return found->second;
        report_.changed.push_back({title_of(older), "comes without its picture " + *older.image_url});
        return std::nullopt;
    }

    Id created(const OlderMenuItem& older, const menu::Item& item) {
        const auto [place, is_new] = known_.emplace(key_of(item), Id());
        if (!is_new) {
            report_.changed.push_back({title_of(older), "is there twice; both become one"});
            return place->second;
        }
        report_.count("menu items");
        return place->second = menu::create(transaction_, item, std::nullopt, workshop_.clock.now(), workshop_.ids);
    }

    db::Transaction& transaction_;
    const Pictures& pictures_;
    const Workshop& workshop_;
    Report& report_;
    std::map<std::string, Id> known_;
};

}  // namespace

MovedItems move_menu(db::Transaction& transaction, const OlderServer& older, const Pictures& pictures, const Workshop& workshop,
                     Report& report) {
    return Menu(transaction, pictures, workshop, report).move(older.menu_items);
}

}  // namespace cafepos::moving_in
