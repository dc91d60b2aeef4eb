#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "audit/audit.h"
#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "events/events.h"
#include "http/endpoint.h"
#include "images/store.h"

namespace cafepos::menu {

/// Says whether an upload without a token is accepted (LEGACY_CLIENT_UPLOADS): its Origin is allowed and a live session
/// that holds menu.edit comes from the same address.
using LegacyUploadCheck = std::function<bool(const http::Call&)>;

/// /menu_items*, /upload/*, /images/management*. What is passed must outlive the table.
void add_routes(http::EndpointTable& table, db::Database& database, images::Store& pictures, const audit::AuditLog& audit,
                const events::EventLog& events, const Clock& clock, IdSource& ids, LegacyUploadCheck legacy_upload_allowed = {});

/// Removes picture files that no item names (see images::Store::sweep) and says which named ones are missing. To be run at
/// start and hourly; with a `grace` of zero only when no other process shares the folder.
images::SweepReport sweep_pictures(db::Database& database, images::Store& pictures, std::chrono::seconds grace);

}  // namespace cafepos::menu
