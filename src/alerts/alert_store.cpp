#include "alert_store.h"

#include <algorithm>
#include <iterator>

#include "db/known.h"
#include "db/table.h"

namespace cafepos::alerts::store {
namespace {

const db::Table<Alert> alert_table{"alerts"};
const db::Update<Alert> alert_update{"alerts"};
const db::Query<OpenAlert> open_alerts_of{"alerts.open_alerts_of",
                                          "SELECT {} FROM alerts WHERE ended_at IS NULL AND inventory_item_id IN {$1}"};
const db::Known<Id, std::vector<OpenAlert>> known_open_alerts{
    {{"alerts"}}, [](db::Transaction& transaction, const std::vector<Id>& item_ids) {
        std::unordered_map<Id, std::vector<OpenAlert>> alerts;
        for (OpenAlert& alert : transaction.query(open_alerts_of, db::list_of(item_ids))) {
            alerts[alert.inventory_item_id].push_back(std::move(alert));
        }
        return alerts;
    }};
const db::Query<Id> alarmed_items{
    "alerts.alarmed_items",
    "SELECT DISTINCT inventory_item_id FROM alerts WHERE ended_at IS NULL AND inventory_item_id IS NOT NULL"};
const db::Query<Alert> page_of_alerts{"alerts.page", R"(
    SELECT {} FROM alerts WHERE deleted_at IS NULL
    AND (CAST($1 AS TEXT) IS NULL OR type = $1) AND (CAST($2 AS TEXT) IS NULL OR severity = $2)
    AND (CAST($3 AS BIGINT) IS NULL OR CASE WHEN resolved_at IS NULL THEN 0 ELSE 1 END = $3)
    AND (CAST($4 AS BIGINT) IS NULL OR CASE WHEN acknowledged_at IS NULL THEN 0 ELSE 1 END = $4)
    AND (CAST($5 AS TEXT) IS NULL OR inventory_item_id = $5)
    ORDER BY created_at DESC, id DESC LIMIT CAST($6 AS BIGINT) OFFSET CAST($7 AS BIGINT))"};
const db::Query<std::int64_t> filtered_count{"alerts.count", R"(
    SELECT COUNT(*) FROM alerts WHERE deleted_at IS NULL
    AND (CAST($1 AS TEXT) IS NULL OR type = $1) AND (CAST($2 AS TEXT) IS NULL OR severity = $2)
    AND (CAST($3 AS BIGINT) IS NULL OR CASE WHEN resolved_at IS NULL THEN 0 ELSE 1 END = $3)
    AND (CAST($4 AS BIGINT) IS NULL OR CASE WHEN acknowledged_at IS NULL THEN 0 ELSE 1 END = $4)
    AND (CAST($5 AS TEXT) IS NULL OR inventory_item_id = $5))"};
const db::Query<Alert> alert_of_id{"alerts.alert", "SELECT {} FROM alerts WHERE id = $1 AND deleted_at IS NULL"};
const db::Query<Alert> open_of_printer{"alerts.open_of_printer",
                                       "SELECT {} FROM alerts WHERE printer_id = $1 AND ended_at IS NULL"};
const db::Query<Alert> open_of_type{"alerts.open_of_type",
                                    "SELECT {} FROM alerts WHERE type = $1 AND inventory_item_id IS NULL AND printer_id IS NULL "
                                    "AND ended_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 1"};
const db::Statement ending{"alerts.end",
                           "UPDATE alerts SET ended_at = $2, resolved_at = COALESCE(resolved_at, $2), updated_at = $2 "
                           "WHERE id = $1 AND ended_at IS NULL"};
const db::Statement deletion{"alerts.delete",
                             "UPDATE alerts SET deleted_at = $2, updated_at = $2 WHERE id = $1 AND deleted_at IS NULL"};

}  // namespace

std::vector<OpenAlert> list_open_alerts(db::Transaction& transaction, const std::vector<Id>& item_ids) {
    std::vector<OpenAlert> alerts;
    for (auto& [item, open] : known_open_alerts.find(transaction, item_ids)) std::ranges::move(open, std::back_inserter(alerts));
    return alerts;
}

std::vector<Id> list_items_with_open_alerts(db::Transaction& transaction) { return transaction.query(alarmed_items); }

std::optional<Alert> find_open_of_printer(db::Transaction& transaction, const Id& printer_id) {
    return transaction.query_one(open_of_printer, printer_id);
}

std::optional<Alert> find_open_of_type(db::Transaction& transaction, std::string_view type) {
    return transaction.query_one(open_of_type, type);
}

void insert(db::Transaction& transaction, const Alert& alert) { transaction.insert(alert_table, alert); }

void end_alert(db::Transaction& transaction, const Id& id, Timestamp now) { transaction.defer(ending, id, now); }

std::vector<Alert> list_alerts(db::Transaction& transaction, const Filter& filter, std::int64_t limit, std::int64_t offset) {
    return transaction.query(page_of_alerts, filter.type, filter.severity, filter.resolved, filter.acknowledged,
                             filter.inventory_item_id, limit, offset);
}

std::int64_t count_alerts(db::Transaction& transaction, const Filter& filter) {
    return transaction.query_only(filtered_count, filter.type, filter.severity, filter.resolved, filter.acknowledged,
                                  filter.inventory_item_id);
}

std::optional<Alert> find_alert(db::Transaction& transaction, const Id& id) { return transaction.query_one(alert_of_id, id); }

void update(db::Transaction& transaction, const Alert& alert) { transaction.update(alert_update, alert); }

bool delete_alert(db::Transaction& transaction, const Id& id, Timestamp now) {
    return transaction.execute(deletion, id, now) == 1;
}

}  // namespace cafepos::alerts::store
