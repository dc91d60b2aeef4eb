#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "combo_wire.h"
#include "http/schema.h"
#include "item_fields.h"
#include "menu.h"
#include "option_wire.h"

namespace cafepos::menu {

/// JSON text made before, of a T.
template <class T>
struct Encoded {
    std::string text;
};
template <class T>
void write(json::Writer& out, const Encoded<T>& value) {
    out.raw(value.text);
}

/// What an answer shows of an item beyond itself.
enum class Expand { options };
BOOST_DESCRIBE_ENUM(Expand, options)

/// The query of GET /menu_items/{id}.
struct ItemQuery {
    std::optional<Expand> expand;
};
BOOST_DESCRIBE_STRUCT(ItemQuery, (), (expand))

/// The query of GET /menu_items.
struct ListFields {
    std::optional<std::string> category;
    std::optional<bool> active;
    std::optional<std::string> search;
    std::optional<std::string> barcode;
    std::optional<int> limit;
    std::optional<int> offset;
    std::optional<Expand> expand;
};
BOOST_DESCRIBE_STRUCT(ListFields, (), (category, active, search, barcode, limit, offset, expand))

struct MenuItem {
    Id id;
    std::string name;
    std::string size;
    Money price;
    std::string category;
    std::optional<std::string> description;
    std::optional<std::string> imageUrl;
    bool isActive = true;
    int sortOrder = 0;
    std::optional<std::string> volume;
    std::optional<std::string> allergens;
    std::optional<int> calories;
    Timestamp createdAt;
    Timestamp updatedAt;
    json::Omittable<Id> stationId = {};         ///< only where the item has one of its own
    json::Omittable<std::string> barcode = {};  ///< only of items that have one
    json::Omittable<bool> openPrice = {};       ///< only of items that are sold at what the line says
    json::Omittable<ItemKind> kind = {};        ///< only of combos
    // Only where options were asked for.
    json::Omittable<AvailabilityView> availability = {};
    json::Omittable<std::vector<ItemOptionGroup>> optionGroups = {};
    json::Omittable<ComboView> combo = {};  ///< only of combos
};
BOOST_DESCRIBE_STRUCT(MenuItem, (),
                      (id, name, size, price, category, description, imageUrl, isActive, sortOrder, volume, allergens, calories,
                       createdAt, updatedAt, stationId, barcode, openPrice, kind, availability, optionGroups, combo))

struct MenuItemList {
    std::int64_t amount = 0;  ///< items the filter matches, whatever its limit
    std::vector<MenuItem> menu_items;
};
BOOST_DESCRIBE_STRUCT(MenuItemList, (), (amount, menu_items))

MenuItem view_of(const Item& item);

}  // namespace cafepos::menu

namespace cafepos::http {
template <class T>
struct SchemaOf<menu::Given<T>> : SchemaOf<std::optional<T>> {};
template <class T>
struct SchemaOf<menu::Encoded<T>> : SchemaOf<T> {};
}  // namespace cafepos::http
