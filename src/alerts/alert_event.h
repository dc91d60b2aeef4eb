#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "core/id.h"
#include "db/database.h"
#include "events/events.h"
#include "json/write.h"

namespace cafepos::alerts {

/// What the event "alert" says, of one that began or ended.
struct EventPayload {
    Id id;
    std::optional<Id> inventoryItemId;
    std::string type;
    std::string severity;
    std::string message;
    bool resolved = false;
    json::Omittable<Id> printerId;
};
BOOST_DESCRIBE_STRUCT(EventPayload, (), (id, inventoryItemId, type, severity, message, resolved, printerId))

void publish(db::Transaction& transaction, const events::EventLog& events, const EventPayload& payload);

}  // namespace cafepos::alerts
