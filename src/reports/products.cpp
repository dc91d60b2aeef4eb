#include "products.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace cafepos::reports {
namespace {

/// Sells better: more pieces, then more money; among equals the one whose name comes first.
auto rank_of(const Product& product) {
    return std::tuple(-product.sums.net_quantity(), -product.sums.revenue(), product.name, product.category);
}
auto rank_of(const Product::Size& size) {
    return std::tuple(-size.sums.net_quantity(), -size.sums.revenue(), size.size, size.menu_item_id);
}
template <class Sold>
void sort_by_rank(std::vector<Sold>& all) {
    std::sort(all.begin(), all.end(), [](const Sold& a, const Sold& b) { return rank_of(a) < rank_of(b); });
}

}  // namespace

std::vector<Product> products_of(const std::map<ItemKey, ItemSums>& items) {
    std::map<std::pair<std::string, std::string>, Product> by_name;
    for (const auto& [item, sums] : items) {
        if (sums.nothing_happened() && sums.net.is_zero()) continue;
        Product& product = by_name[{item.name, item.category}];
        product.name = item.name;
        product.category = item.category;
        add(product.sums, sums);
        product.sizes.push_back({item.menu_item_id, item.size, sums});
    }
    std::vector<Product> products;
    for (auto& [name, product] : by_name) {
        sort_by_rank(product.sizes);
        products.push_back(std::move(product));
    }
    sort_by_rank(products);
    return products;
}

}  // namespace cafepos::reports
