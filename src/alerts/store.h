#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/id.h"
#include "core/time.h"
#include "db/database.h"

namespace cafepos::alerts::store {

/// An alert as stored. `ended` is when its condition was over, `resolved` when it left people's lists.
struct Alert {
    Id id;
    Id inventory_item_id;
    std::string type;
    std::string severity;
    std::string message;
    bool notification_sent = false;
    std::optional<std::string> notification_method;
    std::optional<Timestamp> acknowledged;
    std::optional<Id> acknowledged_by;
    std::optional<Timestamp> resolved;
    std::optional<Id> resolved_by;  ///< empty when the server saw the condition end
    std::optional<Timestamp> ended;
    Timestamp created;
    Timestamp updated;
};

struct Filter {
    std::optional<std::string> type;
    std::optional<std::string> severity;
    std::optional<bool> resolved;
    std::optional<bool> acknowledged;
    std::optional<Id> inventory_item_id;
};

struct OpenAlert {
    Id id;
    Id inventory_item_id;
    std::string type;
};

/// The alerts of these items whose condition is not known to be over, deleted ones too.
std::vector<OpenAlert> open_alerts(db::Transaction& transaction, std::span<const Id> item_ids);
std::vector<Id> items_with_open_alerts(db::Transaction& transaction);
void insert(db::Transaction& transaction, const Alert& alert);
void end(db::Transaction& transaction, const Id& id, Timestamp now);

std::vector<Alert> list(db::Transaction& transaction, const Filter& filter, std::int64_t limit, std::int64_t offset);
std::int64_t count(db::Transaction& transaction, const Filter& filter);
std::optional<Alert> find(db::Transaction& transaction, const Id& id);
/// Everything of the alert but its item, type and time.
void update(db::Transaction& transaction, const Alert& alert);
/// False if there is no such alert.
bool remove(db::Transaction& transaction, const Id& id, Timestamp now);

/// The name of a stock item that is not archived: what a person's alert is about.
std::optional<std::string> item_name(db::Transaction& transaction, const Id& item_id);

}  // namespace cafepos::alerts::store
