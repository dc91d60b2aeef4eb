#include "routes.h"

#include "context.h"
#include "picture_wire.h"
#include "store.h"

namespace cafepos::menu {

void add_routes(http::EndpointTable& table, db::Database& database, images::Store& pictures, const audit::AuditLog& audit,
                const events::EventLog& events, const Clock& clock, IdSource& ids, LegacyUploadCheck legacy_upload_allowed) {
    const Context context{database, pictures, audit, events, clock, ids, std::move(legacy_upload_allowed)};
    table.declare({images::file_too_large, images::invalid_file_type, upload_failed});
    add_item_routes(table, context);
    add_import_route(table, context);
    add_picture_routes(table, context);
}

images::SweepReport sweep_pictures(db::Database& database, images::Store& pictures, std::chrono::seconds grace) {
    return pictures.sweep([&] { return database.reading([](db::Transaction& transaction) { return image_urls(transaction); }); },
                          grace);
}

}  // namespace cafepos::menu
