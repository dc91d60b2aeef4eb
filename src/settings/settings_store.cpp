#include <algorithm>
#include <stdexcept>

#include "rules.h"
#include "settings_store.h"
#include "store.h"

namespace cafepos::settings {

SettingsStore::SettingsStore(db::Database& database, Settings defaults)
    : database_(database),
      defaults_(std::move(defaults)),
      current_{{}, std::make_shared<const Settings>(settings_from(document_of(defaults_)))} {
    seen_ = current_;
}

std::shared_ptr<const Settings> SettingsStore::current() const {
    const std::lock_guard lock(mutex_);
    return current_.settings;
}

std::shared_ptr<const Settings> SettingsStore::in_transaction(db::Transaction& transaction) {
    Overrides overrides = read_overrides(transaction);
    {
        const std::lock_guard lock(mutex_);
        if (overrides == seen_.overrides) return seen_.settings;
    }
    Snapshot snapshot = settings_for(std::move(overrides));
    const std::lock_guard lock(mutex_);
    seen_ = std::move(snapshot);
    return seen_.settings;
}

void SettingsStore::load() {
    publish(settings_for(database_.reading([](db::Transaction& transaction) { return read_overrides(transaction); })));
}

std::shared_ptr<const Settings> SettingsStore::update(db::Transaction& transaction, const json::Value& changes, Timestamp now,
                                                      const Id& by) {
    auto errors = misplaced(changes);
    if (!errors.empty()) throw Error::fields(Code::validation_error, std::move(errors));
    const Overrides before = read_overrides(transaction);
    const json::Value document = overlaid(json::parse(before.document), without_card_numbers(changes));
    auto settings = std::make_shared<const Settings>(settings_from(overlaid(document_of(defaults_), document)));
    const Snapshot after{{json::print(document), std::max(now, before.at + std::chrono::milliseconds(1))}, settings};
    write_overrides(transaction, after.overrides, by);
    transaction.after_commit([this, after] { publish(after); });
    return settings;
}

// A stored document that no longer reads is our defect or somebody's editing, never the fault of the request at hand.
SettingsStore::Snapshot SettingsStore::settings_for(Overrides overrides) const {
    try {
        const json::Value document = json::parse(overrides.document);
        auto errors = misplaced(document);
        if (!errors.empty()) throw Error::fields(Code::validation_error, std::move(errors));
        auto settings = settings_from(overlaid(document_of(defaults_), document));
        return {std::move(overrides), std::make_shared<const Settings>(std::move(settings))};
    } catch (const Error& error) {
        throw std::runtime_error(std::string("the stored settings are unusable: ") + error.what());
    }
}

void SettingsStore::publish(const Snapshot& snapshot) {
    const std::lock_guard lock(mutex_);
    if (snapshot.overrides.at < current_.overrides.at) return;  // a reader of an older state that finished late
    current_ = snapshot;
}

}  // namespace cafepos::settings
