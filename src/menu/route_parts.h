#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "menu.h"
#include "routes.h"

/// What the files of the menu's routes share.
namespace cafepos::menu {

void add_item_routes(http::EndpointTable& table, const Workshop& workshop, images::Store& pictures);
void add_availability_routes(http::EndpointTable& table, const Workshop& workshop);
void add_option_routes(http::EndpointTable& table, const Workshop& workshop, const StockAmounts& stock);
void add_combo_routes(http::EndpointTable& table, const Workshop& workshop);
void add_layout_routes(http::EndpointTable& table, const Workshop& workshop);
void add_import_route(http::EndpointTable& table, const Workshop& workshop);
void add_upload_routes(http::EndpointTable& table, const Workshop& workshop, images::Store& files,
                       LegacyUploadCheck legacy_upload_allowed);
void add_picture_management_routes(http::EndpointTable& table, const Workshop& workshop, images::Store& pictures);

/// The largest body of a form with one picture.
std::size_t form_bytes_max(const images::Store& pictures);
/// The {id} of the path; Error(not_found) "Menu item not found".
Id item_id(const http::Call& call);
Error item_not_found();
/// The item, or that error.
Item existing(db::Transaction& transaction, const Id& id);

/// Error(conflict) where something else stands against what the item is to be: a combo has neither recipe nor option groups, and
/// is no part of another; nor is what has an open price.
void require_kind_possible(db::Transaction& transaction, const Item& item);

/// Tells the audit log and the registers, in the transaction of the change. `change` is created, updated, archived or imported.
void record(db::Transaction& transaction, const Workshop& workshop, const audit::Origin& origin, std::string_view change,
            const std::optional<Id>& item, const std::string& detail_json);

/// Enters what an item or option costs into the journal, if it is new (`before` is empty) or costs something else now.
struct Priced {
    Id id;
    std::string name;
    Money price;
};
void enter_price(db::Transaction& transaction, const Workshop& workshop, const Act& act, const std::optional<Money>& before,
                 const Priced& after);
Priced priced_of(const Item& item);

/// What an update changed, for the audit log: {"price": {"from": 4, "to": 4.5}}.
std::string difference(const Item& before, const Item& after);

}  // namespace cafepos::menu
