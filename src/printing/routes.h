#pragma once

#include "audit/audit.h"
#include "core/time.h"
#include "db/database.h"
#include "http/endpoint.h"
#include "printing.h"
#include "settings/settings.h"

namespace cafepos::printing {

/// /printers, and of the first of them GET /printer/status, POST /printer/test; GET /print-jobs, POST /print-jobs/{id}/retry.
void add_routes(http::EndpointTable& table, db::Database& database, Printers& printers, settings::SettingsStore& settings,
                const audit::AuditLog& audit, const Clock& clock, IdSource& ids);

}  // namespace cafepos::printing
