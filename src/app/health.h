#pragma once

#include <string>

#include "core/time.h"
#include "db/database.h"
#include "http/endpoint.h"
#include "journal_keeping.h"
#include "mail/mail.h"
#include "nightly/nightly.h"
#include "printing/printing.h"
#include "tls/keeper.h"

namespace cafepos::app {

struct Watched {
    db::Database& database;
    const printing::Printers& printers;
    const mail::Mailer& mailer;
    const nightly::Nightly& nightly;
    const tls::Keeper& tls;
    const JournalWatch& journal;
};

/// GET /health, /health/live, /health/ready: asks each part now. Degraded (printer, mail, backups, certificate or journal) is
/// 200, unhealthy (database or disk) 503.
void add_health_routes(http::EndpointTable& table, const Watched& watched, const Clock& clock, const std::string& data_dir);

}  // namespace cafepos::app
