#include "alert_book.h"

#include <algorithm>

#include "alert_event.h"
#include "alert_store.h"
#include "json/write.h"
#include "rules.h"

namespace cafepos::alerts {
namespace {

struct PrinterPayload {
    Id printerId;
    std::optional<std::string> problem;
};
BOOST_DESCRIBE_STRUCT(PrinterPayload, (), (printerId, problem))

}  // namespace

void publish(db::Transaction& transaction, const events::EventLog& events, const EventPayload& payload) {
    events.publish(transaction, {"alert", "inventory.view", json::to_text(payload)});
}

void AlertBook::evaluate(db::Transaction& transaction, std::span<const ItemState> items,
                         const settings::Settings& settings) const {
    std::vector<Id> ids;
    for (const ItemState& item : items) ids.push_back(item.inventory_item_id);
    const auto open = store::list_open_alerts(transaction, ids);
    for (const ItemState& item : items) {
        const auto conditions = conditions_of(item, settings, clock_.now());
        for (const Condition& condition : conditions) {
            const bool raised = std::ranges::any_of(open, [&](const OpenAlert& alert) {
                return alert.inventory_item_id == item.inventory_item_id && alert.type == condition.type;
            });
            if (!raised) raise(transaction, item, condition);
        }
        for (const OpenAlert& alert : open) {
            if (alert.inventory_item_id != item.inventory_item_id) continue;
            const bool holds =
                std::ranges::any_of(conditions, [&](const Condition& condition) { return condition.type == alert.type; });
            if (!holds && (is_automatic(alert.type) || item.archived)) end(transaction, alert);
        }
    }
}

void AlertBook::raise(db::Transaction& transaction, const ItemState& item, const Condition& condition) const {
    Alert alert;
    alert.id = ids_.next();
    alert.inventory_item_id = item.inventory_item_id;
    alert.type = condition.type;
    alert.severity = condition.severity;
    alert.message = condition.message;
    alert.created_at = alert.updated_at = clock_.now();
    store::insert(transaction, alert);
    publish(transaction, events_, {alert.id, item.inventory_item_id, alert.type, alert.severity, alert.message, false, {}});
}

void AlertBook::end(db::Transaction& transaction, const OpenAlert& open) const {
    store::end_alert(transaction, open.id, clock_.now());
    publish(transaction, events_, {open.id, open.inventory_item_id, open.type, "", "", true, {}});
}

void AlertBook::printer_failed(db::Transaction& transaction, const Id& printer_id, const std::string& message) const {
    if (store::find_open_of_printer(transaction, printer_id)) return;
    Alert alert;
    alert.id = ids_.next();
    alert.type = printer_alert;
    alert.severity = "high";
    alert.message = message;
    alert.created_at = alert.updated_at = clock_.now();
    alert.printer_id = printer_id;
    store::insert(transaction, alert);
    publish(transaction, events_, {alert.id, {}, alert.type, alert.severity, message, false, printer_id});
    events_.publish(transaction, {"printer.failed", "receipts.print", json::to_text(PrinterPayload{printer_id, message})});
}

bool AlertBook::end_of_printer(db::Transaction& transaction, const Id& printer_id) const {
    const auto open = store::find_open_of_printer(transaction, printer_id);
    if (!open) return false;
    store::end_alert(transaction, open->id, clock_.now());
    publish(transaction, events_, {open->id, {}, open->type, "", "", true, printer_id});
    return true;
}

void AlertBook::printer_is_out_of_use(db::Transaction& transaction, const Id& printer_id) const {
    end_of_printer(transaction, printer_id);
}

void AlertBook::printer_works(db::Transaction& transaction, const Id& printer_id) const {
    if (!end_of_printer(transaction, printer_id)) return;
    events_.publish(transaction, {"printer.works", "receipts.print", json::to_text(PrinterPayload{printer_id, {}})});
}

std::vector<Id> AlertBook::items_with_open_alerts(db::Transaction& transaction) const {
    return store::list_items_with_open_alerts(transaction);
}

}  // namespace cafepos::alerts
