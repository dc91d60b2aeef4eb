#pragma once

#include <optional>
#include <string>

#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "events/events.h"

namespace cafepos::alerts {

/// The alert that the nightly backups prove nothing (backup_failed): raised once, ended when one is proven, and both times an
/// event for whoever may see alerts and one for whoever may change settings. Thread-safe.
class BackupAlert {
public:
    BackupAlert(const Clock& clock, IdSource& ids, const events::EventLog& events) : clock_(clock), ids_(ids), events_(events) {}

    void raise(db::Transaction& transaction, const std::string& message) const;  ///< why, in words
    void end(db::Transaction& transaction) const;                                ///< nothing if none is open

private:
    void publish(db::Transaction& transaction, const Id& id, const std::optional<std::string>& problem) const;

    const Clock& clock_;
    IdSource& ids_;
    const events::EventLog& events_;
};

}  // namespace cafepos::alerts
