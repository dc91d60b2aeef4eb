#include "routes.h"

#include "context.h"
#include "rules.h"

namespace cafepos::inventory {

void add_routes(http::EndpointTable& table, db::Database& database, const StockLedger& ledger, settings::SettingsStore& settings,
                const audit::AuditLog& audit, const events::EventLog& events, const Clock& clock, IdSource& ids) {
    const Context context{database, ledger, settings, audit, events, clock, ids};
    table.declare({insufficient_stock, invalid_adjustment});
    add_item_routes(table, context);
    add_movement_routes(table, context);
    add_recipe_routes(table, context);
    add_count_routes(table, context);
    add_csv_routes(table, context);
    add_report_routes(table, context);
}

}  // namespace cafepos::inventory
