#pragma once

#include "http/endpoint.h"
#include "mail/mail.h"
#include "workshop/workshop.h"

namespace cafepos::reports {

/// GET /sales/dashboard = /reports/dashboard, GET /reports/daily-sales, GET /reports/sales (JSON and CSV),
/// POST /reports/email-daily-summary = /reports/email-summary, POST /reports/test-email.
void add_routes(http::EndpointTable& table, const Workshop& workshop, mail::Mailer& mailer);

}  // namespace cafepos::reports
