#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "menu_store.h"

namespace cafepos::menu::store {

struct Filter {
    std::optional<std::string> category = {};  ///< compared folded
    std::optional<bool> active = {};
    std::optional<std::string> search = {};   ///< within name or description, compared folded
    std::optional<std::string> barcode = {};  ///< exact
    std::int64_t limit = std::numeric_limits<std::int64_t>::max();
    std::int64_t offset = 0;
};

/// What is not archived, by name, sort order and size.
std::vector<Item> list_items(db::Transaction& transaction, const Filter& filter);
/// How many items the filter matches, whatever its limit and offset.
std::int64_t count_items(db::Transaction& transaction, const Filter& filter);
/// The item, unless it is archived.
std::optional<Item> find_item(db::Transaction& transaction, const Id& id);

/// Whose barcode it is, if it is one of an item that is not archived.
std::optional<Id> find_by_barcode(db::Transaction& transaction, const std::string& barcode);

/// Rises with every change of the menu, in whichever process it is made.
std::int64_t find_version(db::Transaction& transaction);
/// Raises the version. Every change below does so, except `insert` and `set_availability`.
void raise_version(db::Transaction& transaction);

/// The item, which has its id, with its first price; the caller raises the version, once for many.
void insert(db::Transaction& transaction, const Item& item, const std::optional<Id>& by, Timestamp now, IdSource& ids);
/// Stores `after` in place of `before` (the same id); a changed price ends the old one's validity.
void update(db::Transaction& transaction, const Item& before, const Item& after, const std::optional<Id>& by, Timestamp now,
            IdSource& ids);
/// Out of the menu, for ever; old orders keep what they say of it. Its picture goes with it.
void archive(db::Transaction& transaction, const Id& id, Timestamp now);
/// Whether it can be had; no part of the list that the version is of.
void set_availability(db::Transaction& transaction, const Item& item);
void set_image_url(db::Transaction& transaction, const Id& id, const std::optional<std::string>& image_url, Timestamp now);

/// The pictures that items name.
std::vector<std::string> list_image_urls(db::Transaction& transaction);
/// Whether there is such a station.
bool has_station(db::Transaction& transaction, const Id& id);

bool is_image_named(db::Transaction& transaction, const std::string& image_url);

}  // namespace cafepos::menu::store
