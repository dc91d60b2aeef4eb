#include "wire.h"

namespace cafepos::alerts {

AlertAnswer view_of(const Alert& alert) {
    AlertAnswer view{alert.id,
                     alert.inventory_item_id,
                     alert.inventory_item_id,
                     alert.created_at,
                     alert.type,
                     alert.severity,
                     alert.message,
                     alert.acknowledged_at.has_value(),
                     alert.acknowledged_at,
                     alert.acknowledged_by,
                     alert.resolved_at.has_value(),
                     alert.resolved_at,
                     alert.resolved_by,
                     alert.notification_sent,
                     alert.notification_method,
                     {}};
    if (alert.printer_id) view.printer_id = *alert.printer_id;
    return view;
}

std::string text_of(Severity severity) { return boost::describe::enum_to_string(severity, "medium"); }

}  // namespace cafepos::alerts
