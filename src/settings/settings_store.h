#pragma once

#include <memory>
#include <mutex>

#include "db/database.h"
#include "json/value.h"
#include "settings.h"

namespace cafepos::settings {

/// What PUT /settings stored: the text of one JSON document with only the changed members.
struct Overrides {
    std::string document = "{}";
    Timestamp at;  ///< of the last change; later changes have later ones, whatever the clock does
    bool operator==(const Overrides&) const = default;
};

/// The café's settings: defaults (standard_settings with what the environment says), overlaid by what PUT /settings stored.
/// Thread-safe; a snapshot never changes under its holder.
class SettingsStore {
public:
    /// Does not read yet: call load() once the database is migrated. Error(validation_error) if the defaults are unusable.
    SettingsStore(db::Database& database, Settings defaults);
    /// As of the last load() or update() of this process. Whoever has a transaction should use in_transaction instead, so
    /// that processes sharing a database agree.
    [[nodiscard]] std::shared_ptr<const Settings> current() const;
    /// As the transaction sees them; cheap when nothing changed since the last call.
    std::shared_ptr<const Settings> in_transaction(db::Transaction& transaction);
    void load();
    /// Validates and stores; what the JSON leaves out stays. Error(validation_error) with field paths, also for a name that
    /// is no setting. `by` is the user who changes them.
    std::shared_ptr<const Settings> update(db::Transaction& transaction, const json::Value& changes, Timestamp now, const Id& by);

private:
    struct Snapshot {
        Overrides overrides;
        std::shared_ptr<const Settings> settings;
    };
    [[nodiscard]] Snapshot settings_for(Overrides overrides) const;
    void publish(const Snapshot& snapshot);

    db::Database& database_;
    const Settings defaults_;
    mutable std::mutex mutex_;
    Snapshot seen_;     ///< by the last transaction, which may yet be rolled back
    Snapshot current_;  ///< committed
};

}  // namespace cafepos::settings
