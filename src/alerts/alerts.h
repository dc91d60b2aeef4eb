#pragma once

#include <optional>
#include <string>

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

/// Raises the alerts whose condition began (low_stock, out_of_stock, negative_stock, expiring_soon, expired) and resolves
/// those whose condition ended; once per condition. Call it in the transaction of every movement and change of an item.
class AlertBook {
public:
    AlertBook(const Clock& clock, IdSource& ids, const events::EventLog& events) : clock_(clock), ids_(ids), events_(events) {}
    void evaluate(db::Transaction& transaction, const ItemState& item, const settings::Inventory& settings) const;

private:
    const Clock& clock_;
    IdSource& ids_;
    const events::EventLog& events_;
};

/// §10: /alerts and its CRUD, dismiss, acknowledge, resolve.
void add_routes(http::EndpointTable& table, db::Database& database, const AlertBook& book, const audit::AuditLog& audit,
                const Clock& clock, IdSource& ids);

}  // namespace cafepos::alerts
