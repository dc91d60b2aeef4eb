#pragma once

#include <optional>
#include <string>
#include <vector>

#include "alert_store.h"
#include "json/read.h"
#include "json/write.h"

// What the alert routes read and write, spelled as the wire spells it.
namespace cafepos::alerts {

enum class Severity { low, medium, high, critical };
BOOST_DESCRIBE_ENUM(Severity, low, medium, high, critical)

struct AlertAnswer {
    Id id;
    std::optional<Id> object_id;
    std::optional<Id> inventory_item_id;  ///< null: it is about a printer or the backups
    Timestamp alert_time;
    std::string alert_type;
    std::string severity;
    std::string message;
    bool acknowledged = false;
    std::optional<Timestamp> acknowledged_at;
    std::optional<Id> acknowledged_by;
    bool resolved = false;
    std::optional<Timestamp> resolved_at;
    std::optional<Id> resolved_by;
    bool notification_sent = false;
    std::optional<std::string> notification_method;
    json::Omittable<Id> printer_id;  ///< only of an alert about a printer
};
BOOST_DESCRIBE_STRUCT(AlertAnswer, (),
                      (id, object_id, inventory_item_id, alert_time, alert_type, severity, message, acknowledged, acknowledged_at,
                       acknowledged_by, resolved, resolved_at, resolved_by, notification_sent, notification_method, printer_id))

struct AlertList {
    std::int64_t amount = 0;  ///< in this answer
    std::int64_t total = 0;   ///< that match the filters
    std::vector<AlertAnswer> alerts;
};
BOOST_DESCRIBE_STRUCT(AlertList, (), (amount, total, alerts))

struct ListAlerts {
    std::optional<std::string> type;
    std::optional<Severity> severity;
    std::optional<bool> resolved;
    std::optional<bool> acknowledged;
    std::optional<Id> inventory_item_id;
    std::optional<std::int64_t> limit;
    std::optional<std::int64_t> offset;
};
BOOST_DESCRIBE_STRUCT(ListAlerts, (), (type, severity, resolved, acknowledged, inventory_item_id, limit, offset))

struct CreateAlert {
    std::optional<Id> inventory_item_id;
    std::optional<std::string> alert_type;
    std::optional<Severity> severity;
    std::optional<std::string> message;
    std::optional<bool> notification_sent;
    std::optional<std::string> notification_method;
};
BOOST_DESCRIBE_STRUCT(CreateAlert, (), (inventory_item_id, alert_type, severity, message, notification_sent, notification_method))

struct UpdateAlert {
    std::optional<Severity> severity;
    std::optional<std::string> message;
    std::optional<bool> acknowledged;
    std::optional<bool> resolved;
    std::optional<bool> notification_sent;
    json::Patch<std::string> notification_method;
};
BOOST_DESCRIBE_STRUCT(UpdateAlert, (), (severity, message, acknowledged, resolved, notification_sent, notification_method))

AlertAnswer view_of(const Alert& alert);
std::string text_of(Severity severity);

}  // namespace cafepos::alerts
