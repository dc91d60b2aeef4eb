#pragma once

#include <string>

#include "audit/audit.h"
#include "events/events.h"
#include "journal/journal.h"
#include "settings_store.h"

namespace cafepos::settings {

/// With what a change of the settings is written beside them.
struct Books {
    const audit::AuditLog& audit;
    const events::EventLog& events;
    const journal::Journal& journal;
};

/// Audit log, event and journal say what of the settings became what. `by` is the signed-in user of `origin`.
void enter(db::Transaction& transaction, const Settings& before, const Settings& after, const audit::Origin& origin, const Id& by,
           const Books& books);

/// A role's limit of discounts follows the role to its new name; where it has none nothing is written.
void rename_role(db::Transaction& transaction, SettingsStore& store, const std::string& from, const std::string& to,
                 Timestamp now, const audit::Origin& origin, const Id& by, const Books& books);

}  // namespace cafepos::settings
