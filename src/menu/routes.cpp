#include "routes.h"

#include "item_store.h"
#include "picture_wire.h"
#include "route_parts.h"

namespace cafepos::menu {

void add_routes(http::EndpointTable& table, const Workshop& workshop, images::Store& pictures, const StockAmounts& stock,
                LegacyUploadCheck legacy_upload_allowed) {
    table.declare({images::file_too_large, images::invalid_file_type, upload_failed});
    add_item_routes(table, workshop, pictures);
    add_availability_routes(table, workshop);
    add_option_routes(table, workshop, stock);
    add_combo_routes(table, workshop);
    add_layout_routes(table, workshop);
    add_import_route(table, workshop);
    add_upload_routes(table, workshop, pictures, std::move(legacy_upload_allowed));
    add_picture_management_routes(table, workshop, pictures);
}

images::SweepReport sweep_pictures(db::Database& database, images::Store& pictures, std::chrono::seconds grace) {
    return pictures.sweep(
        [&] { return database.reading([](db::Transaction& transaction) { return store::list_image_urls(transaction); }); },
        grace);
}

}  // namespace cafepos::menu
