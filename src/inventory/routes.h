#pragma once

#include "audit/audit.h"
#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "events/events.h"
#include "http/endpoint.h"
#include "inventory.h"
#include "settings/settings_store.h"

namespace cafepos::inventory {

/// §9 and its extensions: /inventory*, /menu_items/{id}/recipe. All references must outlive the table.
void add_routes(http::EndpointTable& table, db::Database& database, const StockLedger& ledger, settings::SettingsStore& settings,
                const audit::AuditLog& audit, const events::EventLog& events, const Clock& clock, IdSource& ids);

}  // namespace cafepos::inventory
