#include "store.h"

#include <array>

namespace cafepos::alerts::store {
namespace {

#define ALERT_COLUMNS                                                                                           \
    "id, inventory_item_id, type, severity, message, notification_sent, notification_method, acknowledged_at, " \
    "acknowledged_by, resolved_at, resolved_by, ended_at, created_at, updated_at"
#define ALERT_FILTER                                                                                \
    "deleted_at IS NULL AND (CAST($1 AS TEXT) IS NULL OR type = $1) "                               \
    "AND (CAST($2 AS TEXT) IS NULL OR severity = $2) "                                              \
    "AND (CAST($3 AS BIGINT) IS NULL OR CASE WHEN resolved_at IS NULL THEN 0 ELSE 1 END = $3) "     \
    "AND (CAST($4 AS BIGINT) IS NULL OR CASE WHEN acknowledged_at IS NULL THEN 0 ELSE 1 END = $4) " \
    "AND (CAST($5 AS TEXT) IS NULL OR inventory_item_id = $5)"

constexpr std::size_t chunk = 8;
const db::Statement select_open{"alerts.select_open",
                                "SELECT id, inventory_item_id, type FROM alerts WHERE ended_at IS NULL "
                                "AND inventory_item_id IN ($1, $2, $3, $4, $5, $6, $7, $8)"};
const db::Statement select_open_items{"alerts.select_open_items",
                                      "SELECT DISTINCT inventory_item_id FROM alerts WHERE ended_at IS NULL"};
const db::Statement insert_alert{"alerts.insert", "INSERT INTO alerts (" ALERT_COLUMNS
                                                  ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"};
const db::Statement end_alert{"alerts.end",
                              "UPDATE alerts SET ended_at = $2, resolved_at = COALESCE(resolved_at, $2), updated_at = $2 "
                              "WHERE id = $1 AND ended_at IS NULL"};
const db::Statement select_page{"alerts.select_page", "SELECT " ALERT_COLUMNS " FROM alerts WHERE " ALERT_FILTER
                                                      " ORDER BY created_at DESC, id DESC "
                                                      "LIMIT CAST($6 AS BIGINT) OFFSET CAST($7 AS BIGINT)"};
const db::Statement count_filtered{"alerts.count", "SELECT COUNT(*) FROM alerts WHERE " ALERT_FILTER};
const db::Statement select_one{"alerts.select", "SELECT " ALERT_COLUMNS " FROM alerts WHERE id = $1 AND deleted_at IS NULL"};
const db::Statement update_alert{
    "alerts.update",
    "UPDATE alerts SET severity = $2, message = $3, notification_sent = $4, notification_method = $5, acknowledged_at = $6, "
    "acknowledged_by = $7, resolved_at = $8, resolved_by = $9, ended_at = $10, updated_at = $11 WHERE id = $1"};
const db::Statement delete_alert{"alerts.delete",
                                 "UPDATE alerts SET deleted_at = $2, updated_at = $2 WHERE id = $1 AND deleted_at IS NULL"};
const db::Statement select_item_name{"alerts.select_item_name",
                                     "SELECT name FROM inventory_items WHERE id = $1 AND archived_at IS NULL"};

Alert alert_of(const db::Row& row) {
    Alert alert;
    alert.id = row.id(0);
    alert.inventory_item_id = row.id(1);
    alert.type = row.text(2);
    alert.severity = row.text(3);
    alert.message = row.text(4);
    alert.notification_sent = row.flag(5);
    alert.notification_method = row.maybe_text(6);
    alert.acknowledged = row.maybe_time(7);
    alert.acknowledged_by = row.maybe_id(8);
    alert.resolved = row.maybe_time(9);
    alert.resolved_by = row.maybe_id(10);
    alert.ended = row.maybe_time(11);
    alert.created = row.time(12);
    alert.updated = row.time(13);
    return alert;
}

}  // namespace

std::vector<OpenAlert> open_alerts(db::Transaction& transaction, std::span<const Id> item_ids) {
    std::vector<OpenAlert> open;
    for (std::size_t begin = 0; begin < item_ids.size(); begin += chunk) {
        std::vector<db::Value> values(chunk, db::Value(""));
        for (std::size_t i = begin; i < item_ids.size() && i < begin + chunk; ++i) values[i - begin] = db::Value(item_ids[i]);
        for (const db::Row& row : transaction.query_values(select_open, values)) {
            open.push_back({row.id(0), row.id(1), row.text(2)});
        }
    }
    return open;
}

std::vector<Id> items_with_open_alerts(db::Transaction& transaction) {
    std::vector<Id> ids;
    for (const db::Row& row : transaction.query(select_open_items)) ids.push_back(row.id(0));
    return ids;
}

void insert(db::Transaction& transaction, const Alert& alert) {
    transaction.defer(insert_alert, alert.id, alert.inventory_item_id, alert.type, alert.severity, alert.message,
                      alert.notification_sent, alert.notification_method, alert.acknowledged, alert.acknowledged_by,
                      alert.resolved, alert.resolved_by, alert.ended, alert.created, alert.updated);
}

void end(db::Transaction& transaction, const Id& id, Timestamp now) { transaction.defer(end_alert, id, now); }

std::vector<Alert> list(db::Transaction& transaction, const Filter& filter, std::int64_t limit, std::int64_t offset) {
    std::vector<Alert> alerts;
    for (const db::Row& row : transaction.query(select_page, filter.type, filter.severity, filter.resolved, filter.acknowledged,
                                                filter.inventory_item_id, limit, offset)) {
        alerts.push_back(alert_of(row));
    }
    return alerts;
}

std::int64_t count(db::Transaction& transaction, const Filter& filter) {
    return transaction
        .query_one(count_filtered, filter.type, filter.severity, filter.resolved, filter.acknowledged, filter.inventory_item_id)
        .value()
        .integer(0);
}

std::optional<Alert> find(db::Transaction& transaction, const Id& id) {
    const auto row = transaction.query_one(select_one, id);
    if (!row) return std::nullopt;
    return alert_of(*row);
}

void update(db::Transaction& transaction, const Alert& alert) {
    transaction.defer(update_alert, alert.id, alert.severity, alert.message, alert.notification_sent, alert.notification_method,
                      alert.acknowledged, alert.acknowledged_by, alert.resolved, alert.resolved_by, alert.ended, alert.updated);
}

bool remove(db::Transaction& transaction, const Id& id, Timestamp now) { return transaction.execute(delete_alert, id, now) == 1; }

std::optional<std::string> item_name(db::Transaction& transaction, const Id& item_id) {
    const auto row = transaction.query_one(select_item_name, item_id);
    if (!row) return std::nullopt;
    return row->text(0);
}

}  // namespace cafepos::alerts::store
