#include "wire.h"

namespace cafepos::alerts {

AlertAnswer answer_of(const store::Alert& alert) {
    return {alert.id,
            alert.inventory_item_id,
            alert.inventory_item_id,
            alert.created,
            alert.type,
            alert.severity,
            alert.message,
            alert.acknowledged.has_value(),
            alert.acknowledged,
            alert.acknowledged_by,
            alert.resolved.has_value(),
            alert.resolved,
            alert.resolved_by,
            alert.notification_sent,
            alert.notification_method};
}

std::string text_of(Severity severity) { return boost::describe::enum_to_string(severity, "medium"); }

}  // namespace cafepos::alerts
