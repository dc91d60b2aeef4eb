#pragma once

#include <string>
#include <string_view>

#include "item.h"
#include "menu.h"
#include "routes.h"

namespace cafepos::menu {

/// What the menu's routes work with.
struct Context {
    db::Database& database;
    images::Store& pictures;
    const audit::AuditLog& audit;
    const events::EventLog& events;
    const Clock& clock;
    IdSource& ids;
    LegacyUploadCheck legacy_upload_allowed;
};

void add_item_routes(http::EndpointTable& table, const Context& context);
void add_import_route(http::EndpointTable& table, const Context& context);
void add_picture_routes(http::EndpointTable& table, const Context& context);

/// The {id} of the path; Error(not_found) "Menu item not found".
Id item_id(const http::Call& call);
Error item_not_found();
/// The item, or that error.
Item existing(db::Transaction& transaction, const Id& id);

/// Tells the audit log and the registers, in the transaction of the change. `change` is created, updated, archived or imported.
void record(db::Transaction& transaction, const Context& context, const audit::Origin& origin, std::string_view change,
            const std::optional<Id>& item, const std::string& detail_json);

/// What an update changed, for the audit log: {"price": {"from": 4, "to": 4.5}}.
std::string difference(const Item& before, const Item& after);

}  // namespace cafepos::menu
