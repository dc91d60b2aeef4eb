#include <algorithm>

#include "alerts.h"
#include "rules.h"
#include "store.h"

namespace cafepos::alerts {
namespace {

struct EventPayload {
    Id id;
    Id inventoryItemId;
    std::string type;
    std::string severity;
    std::string message;
    bool resolved = false;
};
BOOST_DESCRIBE_STRUCT(EventPayload, (), (id, inventoryItemId, type, severity, message, resolved))

/// The work on one item: what holds now against what was raised before.
struct Comparison {
    db::Transaction& transaction;
    const events::EventLog& events;
    Timestamp now;

    void raise(const Id& id, const ItemState& item, const Condition& condition) const {
        store::Alert alert;
        alert.id = id;
        alert.inventory_item_id = item.inventory_item_id;
        alert.type = condition.type;
        alert.severity = condition.severity;
        alert.message = condition.message;
        alert.created = now;
        alert.updated = now;
        store::insert(transaction, alert);
        publish({id, item.inventory_item_id, alert.type, alert.severity, alert.message, false});
    }
    void end(const store::OpenAlert& open) const {
        store::end(transaction, open.id, now);
        publish({open.id, open.inventory_item_id, open.type, "", "", true});
    }
    void publish(const EventPayload& payload) const {
        events.publish(transaction, {"alert", "inventory.view", json::to_text(payload)});
    }
};

}  // namespace

void AlertBook::evaluate(db::Transaction& transaction, std::span<const ItemState> items,
                         const settings::Settings& settings) const {
    std::vector<Id> ids;
    for (const ItemState& item : items) ids.push_back(item.inventory_item_id);
    const auto open = store::open_alerts(transaction, ids);
    const Comparison comparison{transaction, events_, clock_.now()};
    for (const ItemState& item : items) {
        const auto conditions = conditions_of(item, settings, comparison.now);
        for (const Condition& condition : conditions) {
            const bool raised = std::any_of(open.begin(), open.end(), [&](const store::OpenAlert& alert) {
                return alert.inventory_item_id == item.inventory_item_id && alert.type == condition.type;
            });
            if (!raised) comparison.raise(ids_.next(), item, condition);
        }
        for (const store::OpenAlert& alert : open) {
            if (alert.inventory_item_id != item.inventory_item_id) continue;
            const bool holds = std::any_of(conditions.begin(), conditions.end(),
                                           [&](const Condition& condition) { return condition.type == alert.type; });
            if (!holds && (is_automatic(alert.type) || item.archived)) comparison.end(alert);
        }
    }
}

std::vector<Id> AlertBook::items_with_open_alerts(db::Transaction& transaction) const {
    return store::items_with_open_alerts(transaction);
}

}  // namespace cafepos::alerts
