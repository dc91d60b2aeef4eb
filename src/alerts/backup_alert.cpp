#include "backup_alert.h"

#include "alert_event.h"
#include "alert_store.h"
#include "json/write.h"
#include "rules.h"

namespace cafepos::alerts {
namespace {

constexpr std::string_view severity = "high";

struct BackupPayload {
    std::optional<std::string> problem;
};
BOOST_DESCRIBE_STRUCT(BackupPayload, (), (problem))

}  // namespace

void BackupAlert::raise(db::Transaction& transaction, const std::string& message) const {
    if (store::find_open_of_type(transaction, backup_alert)) return;
    Alert alert;
    alert.id = ids_.next();
    alert.type = backup_alert;
    alert.severity = severity;
    alert.message = message;
    alert.created_at = alert.updated_at = clock_.now();
    store::insert(transaction, alert);
    publish(transaction, alert.id, message);
}

void BackupAlert::end(db::Transaction& transaction) const {
    const auto open = store::find_open_of_type(transaction, backup_alert);
    if (!open) return;
    store::end_alert(transaction, open->id, clock_.now());
    publish(transaction, open->id, std::nullopt);
}

void BackupAlert::publish(db::Transaction& transaction, const Id& id, const std::optional<std::string>& problem) const {
    const std::string type(backup_alert);
    alerts::publish(transaction, events_,
                    {id, {}, type, std::string(problem ? severity : ""), problem.value_or(""), !problem, {}});
    const std::string kind = problem ? "backup.failed" : "backup.proven";
    events_.publish(transaction, {kind, "system.settings", json::to_text(BackupPayload{problem})});
}

}  // namespace cafepos::alerts
