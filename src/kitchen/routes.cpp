#include "routes.h"

#include "route_parts.h"
#include "rules.h"

namespace cafepos::kitchen {

void add_routes(http::EndpointTable& table, const Workshop& workshop, printing::Printers& printers) {
    table.declare({ticket_state});
    add_station_routes(table, workshop);
    add_ticket_routes(table, workshop);
    add_report_route(table, workshop);
    add_slips(workshop, printers);
}

}  // namespace cafepos::kitchen
