#pragma once

#include "audit/audit.h"
#include "http/endpoint.h"
#include "receipts.h"

namespace cafepos::receipts {

/// GET /orders/{id}/receipt, GET /receipts/check, POST /orders/{id}/reprint-receipt, POST /orders/{id}/email-receipt.
void add_routes(http::EndpointTable& table, db::Database& database, const Receipts& receipts, settings::SettingsStore& settings,
                printing::Printer& printer, mail::Mailer& mailer, const audit::AuditLog& audit, const Clock& clock);

}  // namespace cafepos::receipts
