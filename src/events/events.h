#pragma once

#include <string>
#include <string_view>

#include "core/time.h"
#include "db/database.h"

namespace cafepos::events {

/// Something registers and dashboards want to know at once. Durable: a row in the transaction of what happened.
struct Event {
    std::string kind;             ///< "sale", "refund", "void", "stock", "alert", "settings", "menu"
    std::string_view permission;  ///< who may see it
    std::string payload_json;     ///< a JSON object
};

/// Appends events; ids are consecutive in commit order, so a reader that saw n has seen everything below.
class EventLog {
public:
    explicit EventLog(const Clock& clock) : clock_(clock) {}
    void publish(db::Transaction& transaction, const Event& event) const;

private:
    const Clock& clock_;
};

}  // namespace cafepos::events
