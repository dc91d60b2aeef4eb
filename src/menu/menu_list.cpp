#include "menu_list.h"

#include <functional>

#include "item_store.h"
#include "wire.h"

namespace cafepos::menu {
namespace {

// The hash tells menus apart whose versions are the same: after a backup was restored.
std::string etag_of(const MenuList::Text& text) {
    return "W/\"menu-" + std::to_string(text.version) + "-" + std::to_string(std::hash<std::string>{}(text.json)) + "\"";
}

std::shared_ptr<const MenuList::Text> make(db::Transaction& transaction, std::int64_t version) {
    MenuItemList list;
    for (const Item& item : store::list_items(transaction, {})) list.menu_items.push_back(view_of(item));
    list.amount = static_cast<std::int64_t>(list.menu_items.size());
    auto text = std::make_shared<MenuList::Text>();
    text->version = version;
    text->json = json::to_text(list);
    text->etag = etag_of(*text);
    return text;
}

}  // namespace

std::shared_ptr<const MenuList::Text> MenuList::current(db::Transaction& transaction) {
    const std::int64_t stored = store::find_version(transaction);
    {
        const std::lock_guard lock(mutex_);
        if (text_ && text_->version == stored) return text_;
    }
    auto made = make(transaction, stored);
    const std::lock_guard lock(mutex_);
    text_ = made;
    return made;
}

}  // namespace cafepos::menu
