#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "http/schema.h"
#include "item.h"
#include "json/read.h"

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

/// JSON text made before, of a T.
template <class T>
struct Encoded {
    std::string text;
};
template <class T>
void write(json::Writer& out, const Encoded<T>& value) {
    out.raw(value.text);
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
};
BOOST_DESCRIBE_STRUCT(ItemFields, (),
                      (name, size, price, category, description, imageUrl, isActive, sortOrder, volume, allergens, calories))

/// The query of GET /menu_items.
struct ListFields {
    std::optional<std::string> category;
    std::optional<bool> active;
    std::optional<std::string> search;
    std::optional<int> limit;
    std::optional<int> offset;
};
BOOST_DESCRIBE_STRUCT(ListFields, (), (category, active, search, limit, offset))

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
};
BOOST_DESCRIBE_STRUCT(MenuItem, (),
                      (id, name, size, price, category, description, imageUrl, isActive, sortOrder, volume, allergens, calories,
                       createdAt, updatedAt))

struct MenuItemList {
    std::int64_t amount = 0;  ///< items the filter matches, whatever its limit
    std::vector<MenuItem> menu_items;
};
BOOST_DESCRIBE_STRUCT(MenuItemList, (), (amount, menu_items))

MenuItem wire_of(const Item& item);

}  // namespace cafepos::menu

namespace cafepos::json {
template <class T>
struct MayBeAbsent<menu::Given<T>> : std::true_type {};
}  // namespace cafepos::json

namespace cafepos::http {
template <class T>
struct SchemaOf<menu::Given<T>> : SchemaOf<std::optional<T>> {};
template <class T>
struct SchemaOf<menu::Encoded<T>> : SchemaOf<T> {};
}  // namespace cafepos::http
