#pragma once

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

}  // namespace cafepos::reports
