#pragma once

#include <memory>
#include <string>

#include "alerts/alert_book.h"
#include "audit/audit.h"
#include "config.h"
#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "events/events.h"
#include "images/store.h"
#include "inventory/ledger.h"
#include "journal/journal.h"
#include "security/password.h"
#include "security/pin.h"
#include "security/secrets.h"
#include "seeds/seeds.h"
#include "settings/settings_store.h"

namespace cafepos::app {

/// What every sub-command stands on: the open, migrated database and the collaborators without threads of their own. Members
/// are made from top to bottom and go from bottom to top. Throws ConfigError, db::DatabaseError.
struct Cafe {
    explicit Cafe(const Config& config);

    SystemClock clock;
    SystemRandom random;
    IdSource ids;
    security::Secrets secrets;
    security::PasswordHasher hasher;
    security::PinLookup pins;
    journal::Keyring journal_keys;
    journal::Journal journal;  // before the database, whose last commits tell it
    std::unique_ptr<db::Database> database;
    audit::AuditLog audit;
    events::EventLog events;
    settings::SettingsStore settings;
    images::Store pictures;
    alerts::AlertBook alerts;
    inventory::Ledger stock;

    [[nodiscard]] seeds::Tools seed_tools();
};

enum class Opening { writing, reading };
[[nodiscard]] db::Options database_options(const Config& config, Opening opening = Opening::writing);
/// The database that the configuration names, opened, not migrated; for reading also beside a running server.
std::unique_ptr<db::Database> open_database(const Config& config, Opening opening = Opening::writing);
/// What /settings answers until somebody changes it.
settings::Settings first_settings(const Config& config);

}  // namespace cafepos::app
