#pragma once

#include <string>

#include "audit/audit.h"
#include "core/actor.h"
#include "core/time.h"
#include "db/database.h"
#include "events/events.h"
#include "http/endpoint.h"
#include "journal/journal.h"
#include "settings/settings_store.h"

/// What every slice of the café works with, so that each is handed the same and none invents its own.
namespace cafepos {

/// Somebody does something: who, from where, when. Made once from a request and handed down instead of the request.
struct Act {
    Actor actor;
    audit::Origin origin;
    Timestamp now;
};

/// Outlives every route. Cheap to copy into handlers; thread-safe as its parts are.
struct Workshop {
    db::Database& database;
    settings::SettingsStore& settings;
    const audit::AuditLog& audit;
    const events::EventLog& events;
    const Clock& clock;
    IdSource& ids;
    const journal::Journal& journal;

    /// By the signed-in caller; std::logic_error where nobody is.
    [[nodiscard]] Act act(const http::Call& call) const;
    /// The settings as stored now, for code outside a transaction.
    [[nodiscard]] std::shared_ptr<const settings::Settings> settings_now() const;
    /// A line of the audit log in the transaction of what was done.
    void record(db::Transaction& transaction, const Act& act, const audit::Entry& entry) const {
        audit.record(transaction, act.origin, entry);
    }
};

}  // namespace cafepos
