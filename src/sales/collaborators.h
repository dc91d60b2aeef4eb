#pragma once

#include "audit/audit.h"
#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "events/events.h"
#include "inventory/ledger.h"
#include "printing/printing.h"
#include "settings/settings_store.h"

namespace cafepos::sales {

/// What selling, refunding and voiding work with. All of it must outlive the routes.
struct Collaborators {
    db::Database& database;
    settings::SettingsStore& settings;
    inventory::Ledger& ledger;
    printing::Printers& printers;
    const audit::AuditLog& audit;
    const events::EventLog& events;
    const Clock& clock;
    IdSource& ids;
};

}  // namespace cafepos::sales
