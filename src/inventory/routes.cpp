#include "routes.h"

#include "route_parts.h"
#include "rules.h"

namespace cafepos::inventory {

void add_routes(http::EndpointTable& table, const Workshop& workshop, const Ledger& ledger) {
    table.declare({insufficient_stock, invalid_adjustment});
    add_item_routes(table, workshop, ledger);
    add_adjustment_route(table, workshop, ledger);
    add_movement_route(table, workshop);
    add_recipe_routes(table, workshop);
    add_count_routes(table, workshop, ledger);
    add_csv_routes(table, workshop, ledger);
    add_valuation_route(table, workshop);
    add_report_routes(table, workshop);
}

}  // namespace cafepos::inventory
