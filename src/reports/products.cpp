#include "products.h"

#include <algorithm>
#include <utility>

namespace cafepos::reports {
namespace {

/// Sells better: more pieces, then more money.
bool outsells(const ItemSums& a, const ItemSums& b) {
    return std::pair(a.net_quantity(), a.revenue()) > std::pair(b.net_quantity(), b.revenue());
}

}  // namespace

std::vector<Product> products_of(const std::map<ItemKey, ItemSums>& items) {
    std::map<std::pair<std::string, std::string>, Product> by_name;
    for (const auto& [item, sums] : items) {
        if (sums.nothing_happened()) continue;
        Product& product = by_name[{item.name, item.category}];
        product.name = item.name;
        product.category = item.category;
        product.sums += sums;
        product.sizes.push_back({item.menu_item_id, item.size, sums});
    }
    std::vector<Product> products;
    for (auto& [name, product] : by_name) {
        std::stable_sort(product.sizes.begin(), product.sizes.end(),
                         [](const auto& a, const auto& b) { return outsells(a.sums, b.sums); });
        products.push_back(std::move(product));
    }
    std::stable_sort(products.begin(), products.end(), [](const auto& a, const auto& b) { return outsells(a.sums, b.sums); });
    return products;
}

}  // namespace cafepos::reports
