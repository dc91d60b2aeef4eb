#pragma once

#include <boost/describe.hpp>
#include <string>

#include "core/amounts.h"
#include "json/read.h"
#include "menu.h"

namespace cafepos::menu {

/// A member of a request that arrives as it was sent: our rules judge it, because the contract fixes their texts.
/// T is what it should hold, for the API description.
template <class T>
struct Given {
    bool present = false;
    json::Value value;
};
template <class T>
void read(json::Reader&, const json::Value& value, Given<T>& out) {
    out = {true, value};
}

/// POST and PUT /menu_items: what is sent of an item, as JSON, form or multipart.
struct ItemFields {
    Given<std::string> name;
    Given<std::string> size;
    Given<Money> price;
    Given<std::string> category;
    Given<std::string> description;
    Given<std::string> imageUrl;
    Given<bool> isActive;
    Given<int> sortOrder;
    Given<std::string> volume;
    Given<std::string> allergens;
    Given<int> calories;
    Given<Id> stationId;
    Given<std::string> barcode;
    Given<bool> openPrice;
    Given<ItemKind> kind;
};
BOOST_DESCRIBE_STRUCT(ItemFields, (),
                      (name, size, price, category, description, imageUrl, isActive, sortOrder, volume, allergens, calories,
                       stationId, barcode, openPrice, kind))

}  // namespace cafepos::menu

namespace cafepos::json {
template <class T>
struct MayBeAbsent<menu::Given<T>> : std::true_type {};
}  // namespace cafepos::json
