#pragma once

#include <span>
#include <string>
#include <vector>

#include "alerts.h"
#include "db/database.h"
#include "events/events.h"
#include "settings/settings.h"

namespace cafepos::alerts {

struct Condition;
struct OpenAlert;

/// Raises the alerts whose condition began (low_stock, out_of_stock, negative_stock, expiring_soon, expired) and ends those
/// whose condition is over. A condition is raised once: what people do with the alert meanwhile (acknowledge, resolve,
/// dismiss, delete) does not raise it again before the condition was over and began anew.
/// Each raise and end is also an event "alert" for holders of inventory.view. Thread-safe.
class AlertBook {
public:
    AlertBook(const Clock& clock, IdSource& ids, const events::EventLog& events) : clock_(clock), ids_(ids), events_(events) {}

    /// Call it in the transaction of every movement and change of items, with their states after it; each item once.
    /// One query when nothing begins or ends.
    void evaluate(db::Transaction& transaction, std::span<const ItemState> items, const settings::Settings& settings) const;

    /// A printer prints nothing any more and nobody prints in its place (printer_failed); what is wrong, in words. Told once,
    /// until it works again.
    void printer_failed(db::Transaction& transaction, const Id& printer_id, const std::string& message) const;
    void printer_works(db::Transaction& transaction, const Id& printer_id) const;
    /// Nobody waits for it any more, which ends the alert too; nobody is told that it works.
    void printer_is_out_of_use(db::Transaction& transaction, const Id& printer_id) const;

    /// The items with an alert whose condition was not over when last looked at.
    [[nodiscard]] std::vector<Id> items_with_open_alerts(db::Transaction& transaction) const;

private:
    void raise(db::Transaction& transaction, const ItemState& item, const Condition& condition) const;
    void end(db::Transaction& transaction, const OpenAlert& open) const;
    /// Whether there was one.
    bool end_of_printer(db::Transaction& transaction, const Id& printer_id) const;

    const Clock& clock_;
    IdSource& ids_;
    const events::EventLog& events_;
};

}  // namespace cafepos::alerts
