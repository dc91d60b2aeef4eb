#pragma once

#include <string>
#include <vector>

#include "audit/audit.h"
#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "events/events.h"
#include "images/store.h"
#include "inventory/ledger.h"
#include "journal/journal.h"
#include "security/password.h"
#include "security/pin.h"
#include "settings/settings_store.h"
#include "staff/store.h"

namespace cafepos::seeds {

/// What planting needs. All references outlive the call.
struct Tools {
    db::Database& database;
    inventory::Ledger& ledger;
    settings::SettingsStore& settings;
    const audit::AuditLog& audit;
    const events::EventLog& events;
    images::Store& pictures;
    const security::PasswordHasher& hasher;
    const security::PinLookup& pins;
    staff::SignIns sign_ins;
    const Clock& clock;
    IdSource& ids;
    const journal::Journal& journal;
};

/// How many rows were new; rows that were there already are left as they are, so planting twice changes nothing. Only the
/// admin of a first start whom nobody has used yet becomes the test café's.
struct Planted {
    int users = 0;
    int menu_items = 0;
    int stock_items = 0;
    int recipes = 0;
    [[nodiscard]] bool anything() const { return users + menu_items + stock_items + recipes > 0; }
    [[nodiscard]] std::string text() const;
};

/// A café to try things in: four users with well-known passwords and PINs, 47 menu items with pictures, one of them a combo, the
/// others with recipes, 21 stock items, two tills, two stations, discounts by name. A new one is at work: a drawer is open and so
/// are two tabs. Never for a real shop.
Planted plant_test(const Tools& tools);

/// A café to begin with: 46 menu items in euro with descriptions and pictures, 36 stock items with locations. No users: a real
/// shop makes its own.
Planted plant_production(const Tools& tools);

/// The test café's users who can still sign in with the password that everybody knows. Hashes: takes its time.
std::vector<std::string> users_with_known_password(db::Database& database, const security::PasswordHasher& hasher);

}  // namespace cafepos::seeds
