#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "http/endpoint.h"
#include "images/store.h"
#include "options.h"
#include "workshop/workshop.h"

namespace cafepos::menu {

/// Says whether an upload without a token is accepted (LEGACY_CLIENT_UPLOADS): its Origin is allowed and a live session
/// that holds menu.edit comes from the same address.
using LegacyUploadCheck = std::function<bool(const http::Call&)>;

/// What the stock makes of a quantity in some unit (else in the item's own); empty for what is no stock item.
using StockAmounts = std::function<std::optional<StockAmount>(db::Transaction&, const Id& item_id, Quantity quantity,
                                                              const std::optional<std::string>& unit)>;

/// /menu_items*, /option_groups*, /options*, /till_layout, /upload/*, /images/management*. What is passed must outlive the table.
void add_routes(http::EndpointTable& table, const Workshop& workshop, images::Store& pictures, const StockAmounts& stock,
                LegacyUploadCheck legacy_upload_allowed = {});

/// Removes picture files that no item names (see images::Store::sweep) and says which named ones are missing. To be run at
/// start and hourly; with a `grace` of zero only when no other process shares the folder.
images::SweepReport sweep_pictures(db::Database& database, images::Store& pictures, std::chrono::seconds grace);

}  // namespace cafepos::menu
