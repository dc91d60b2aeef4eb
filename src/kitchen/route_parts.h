#pragma once

#include "routes.h"

/// What the routes of this slice share.
namespace cafepos::kitchen {

void add_station_routes(http::EndpointTable& table, const Workshop& workshop);
void add_ticket_routes(http::EndpointTable& table, const Workshop& workshop);
void add_report_route(http::EndpointTable& table, const Workshop& workshop);
/// Teaches the printers to draw tickets.
void add_slips(const Workshop& workshop, printing::Printers& printers);

}  // namespace cafepos::kitchen
