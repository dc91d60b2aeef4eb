#pragma once

#include "audit/audit.h"
#include "core/time.h"
#include "db/database.h"
#include "http/endpoint.h"
#include "printing.h"

namespace cafepos::printing {

/// GET and POST /printers; GET, PUT and DELETE /printers/{id}; GET /printers/{id}/status, POST /printers/{id}/test.
void add_printer_routes(http::EndpointTable& table, db::Database& database, Printers& printers, const audit::AuditLog& audit,
                        const Clock& clock, IdSource& ids);

/// Error(printer_test_failed) unless the problem is empty.
void require_printed(const std::optional<std::string>& problem);

}  // namespace cafepos::printing
