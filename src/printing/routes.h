#pragma once

#include "audit/audit.h"
#include "core/time.h"
#include "db/database.h"
#include "http/endpoint.h"
#include "printing.h"
#include "settings/settings_store.h"

namespace cafepos::printing {

/// GET /printer/status, POST /printer/test, GET /print-jobs, POST /print-jobs/{id}/retry.
void add_routes(http::EndpointTable& table, db::Database& database, Printer& printer, settings::SettingsStore& settings,
                const audit::AuditLog& audit, const Clock& clock);

}  // namespace cafepos::printing
