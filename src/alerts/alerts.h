#pragma once

#include <span>
#include <string>
#include <vector>

#include "audit/audit.h"
#include "core/amounts.h"
#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "events/events.h"
#include "http/endpoint.h"
#include "settings/settings.h"

namespace cafepos::alerts {

/// The state of a stock item that alerts depend on.
struct ItemState {
    Id inventory_item_id;
    std::string name;
    std::string unit;
    Quantity stock;
    Quantity min_stock;
    std::optional<Timestamp> expiry = {};
    bool archived = false;
};

/// Raises the alerts whose condition began (low_stock, out_of_stock, negative_stock, expiring_soon, expired) and ends those
/// whose condition is over. A condition is raised once: what people do with the alert meanwhile (acknowledge, resolve,
/// dismiss, delete) does not raise it again before the condition was over and began anew.
/// Each raise and end is also an event "alert" for holders of inventory.view. Thread-safe.
class AlertBook {
public:
    AlertBook(const Clock& clock, IdSource& ids, const events::EventLog& events) : clock_(clock), ids_(ids), events_(events) {}

    /// Call it in the transaction of every movement and change of items, with their states after it; each item once.
    /// One query per eight items when nothing begins or ends.
    void evaluate(db::Transaction& transaction, std::span<const ItemState> items, const settings::Settings& settings) const;

    /// The items with an alert whose condition was not over when last looked at.
    [[nodiscard]] std::vector<Id> items_with_open_alerts(db::Transaction& transaction) const;

private:
    const Clock& clock_;
    IdSource& ids_;
    const events::EventLog& events_;
};

/// §10: /alerts and its CRUD, dismiss, acknowledge, resolve.
void add_routes(http::EndpointTable& table, db::Database& database, const audit::AuditLog& audit, const Clock& clock,
                IdSource& ids);

}  // namespace cafepos::alerts
