#pragma once

#include <optional>
#include <string>

#include "audit/audit.h"
#include "core/actor.h"
#include "db/database.h"
#include "events/events.h"
#include "http/endpoint.h"
#include "inventory.h"
#include "item.h"
#include "settings/settings_store.h"

namespace cafepos::inventory {

/// What the routes work with. Cheap to copy into their handlers; everything outlives the table.
struct Context {
    db::Database& database;
    const StockLedger& ledger;
    settings::SettingsStore& settings;
    const audit::AuditLog& audit;
    const events::EventLog& events;
    const Clock& clock;
    IdSource& ids;
};

void add_item_routes(http::EndpointTable& table, const Context& context);
void add_movement_routes(http::EndpointTable& table, const Context& context);
void add_recipe_routes(http::EndpointTable& table, const Context& context);
void add_count_routes(http::EndpointTable& table, const Context& context);
void add_csv_routes(http::EndpointTable& table, const Context& context);
void add_report_routes(http::EndpointTable& table, const Context& context);

/// The settings as stored now, for code outside a transaction.
std::shared_ptr<const settings::Settings> settings_now(const Context& context);

/// The {id} of the path as an item; Error(not_found) if there is none.
Id item_id(const http::Call& call);
StockItem existing_item(db::Transaction& transaction, const Id& id);
Error item_missing();

/// Whether the caller may see what things cost.
bool sees_costs(const Actor& actor);
/// Error(forbidden) naming the permission: for what only some requests of an endpoint do.
/// An audit line about a stock item (or another `entity` of this slice).
void record(db::Transaction& transaction, const Context& context, const http::Call& call, const char* action,
            const std::string& entity, const Id& id, std::string detail_json = "{}");
/// The event "stock": registers and dashboards show the new level.
void publish_stock(db::Transaction& transaction, const Context& context, const StockItem& item);

/// A range of time from date_from and date_to: business days, or moments. Error(validation_error) for what is neither.
struct Range {
    std::optional<Timestamp> from;   ///< inclusive
    std::optional<Timestamp> until;  ///< exclusive
};
Range range_of(const settings::Settings& settings, const std::optional<std::string>& date_from,
               const std::optional<std::string>& date_to);

}  // namespace cafepos::inventory
