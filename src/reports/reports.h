#pragma once

#include <string>
#include <vector>

#include "core/time.h"
#include "db/database.h"
#include "http/endpoint.h"
#include "mail/mail.h"
#include "settings/settings_store.h"

namespace cafepos::reports {

/// GET /sales/dashboard = /reports/dashboard, GET /reports/daily-sales, GET /reports/sales (JSON and CSV),
/// POST /reports/email-daily-summary = /reports/email-summary, POST /reports/test-email.
void add_routes(http::EndpointTable& table, db::Database& database, settings::SettingsStore& settings, mail::Mailer& mailer,
                const Clock& clock);

/// Derives every rollup again from orders and refunds and names each difference, one line each; empty when all is right.
/// Reads everything there is: seconds for a million orders.
std::vector<std::string> verify(db::Transaction& transaction);
/// Replaces the rollups by what the orders and refunds say. Run ANALYZE afterwards.
void rebuild(db::Transaction& transaction);

}  // namespace cafepos::reports
