#include "wire.h"

namespace cafepos::menu {

MenuItem view_of(const Item& item) {
    MenuItem view{.id = item.id,
                  .name = item.name,
                  .size = item.size,
                  .price = item.price,
                  .category = item.category,
                  .description = item.description,
                  .imageUrl = item.image_url,
                  .isActive = item.is_active,
                  .sortOrder = item.sort_order,
                  .volume = item.volume,
                  .allergens = item.allergens,
                  .calories = item.calories,
                  .createdAt = item.created_at,
                  .updatedAt = item.updated_at};
    if (item.station_id) view.stationId = *item.station_id;
    if (item.barcode) view.barcode = *item.barcode;
    if (item.open_price) view.openPrice.emplace(true);
    if (item.kind == ItemKind::combo) view.kind.emplace(item.kind);
    return view;
}

}  // namespace cafepos::menu
