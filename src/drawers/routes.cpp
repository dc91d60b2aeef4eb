#include "routes.h"

#include "route_parts.h"

namespace cafepos::drawers {

void add_routes(http::EndpointTable& table, const Workshop& workshop, const Sources& sources, printing::Printers& printers) {
    add_till_routes(table, workshop);
    add_drawer_routes(table, workshop, sources);
    add_z_routes(table, workshop, printers);
}

}  // namespace cafepos::drawers
