#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/id.h"
#include "core/time.h"
#include "db/database.h"

namespace cafepos::alerts {

/// An alert as stored. `ended_at` is when its condition was over, `resolved_at` when it left people's lists.
struct Alert {
    Id id;
    std::optional<Id> inventory_item_id;  ///< empty: it is about a printer or the backups
    std::string type;
    std::string severity;
    std::string message;
    bool notification_sent = false;
    std::optional<std::string> notification_method;
    std::optional<Timestamp> acknowledged_at;
    std::optional<Id> acknowledged_by;
    std::optional<Timestamp> resolved_at;
    std::optional<Id> resolved_by;  ///< empty when the server saw the condition end
    std::optional<Timestamp> ended_at;
    Timestamp created_at;
    Timestamp updated_at;
    std::optional<Id> printer_id;
};
BOOST_DESCRIBE_STRUCT(Alert, (),
                      (id, inventory_item_id, type, severity, message, notification_sent, notification_method, acknowledged_at,
                       acknowledged_by, resolved_at, resolved_by, ended_at, created_at, updated_at, printer_id))

struct OpenAlert {
    Id id;
    Id inventory_item_id;
    std::string type;
};
BOOST_DESCRIBE_STRUCT(OpenAlert, (), (id, inventory_item_id, type))

namespace store {

struct Filter {
    std::optional<std::string> type;
    std::optional<std::string> severity;
    std::optional<bool> resolved;
    std::optional<bool> acknowledged;
    std::optional<Id> inventory_item_id;
};

/// The alerts of these items whose condition is not known to be over, deleted ones too.
std::vector<OpenAlert> list_open_alerts(db::Transaction& transaction, const std::vector<Id>& item_ids);
std::vector<Id> list_items_with_open_alerts(db::Transaction& transaction);
std::optional<Alert> find_open_of_printer(db::Transaction& transaction, const Id& printer_id);  ///< deleted ones too
/// Of a type that is about no item and no printer; deleted ones too.
std::optional<Alert> find_open_of_type(db::Transaction& transaction, std::string_view type);
void insert(db::Transaction& transaction, const Alert& alert);
void end_alert(db::Transaction& transaction, const Id& id, Timestamp now);

std::vector<Alert> list_alerts(db::Transaction& transaction, const Filter& filter, std::int64_t limit, std::int64_t offset);
std::int64_t count_alerts(db::Transaction& transaction, const Filter& filter);
std::optional<Alert> find_alert(db::Transaction& transaction, const Id& id);
void update(db::Transaction& transaction, const Alert& alert);
/// False if there is no such alert.
bool delete_alert(db::Transaction& transaction, const Id& id, Timestamp now);

}  // namespace store
}  // namespace cafepos::alerts
