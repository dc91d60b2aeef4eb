#pragma once

#include <map>
#include <string>
#include <vector>

#include "sums.h"

namespace cafepos::reports {

/// What people call one thing on the menu: a name in a category, over all its sizes.
struct Product {
    std::string name;
    std::string category;
    ItemSums sums;
    struct Size {
        std::string menu_item_id;
        std::string size;
        ItemSums sums;
    };
    std::vector<Size> sizes;  ///< at least one; by quantity, descending
};

/// By quantity, then revenue, descending, then by name. Pure.
std::vector<Product> products_of(const std::map<ItemKey, ItemSums>& items);

}  // namespace cafepos::reports
