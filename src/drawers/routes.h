#pragma once

#include "drawer_sales.h"
#include "http/endpoint.h"
#include "printing/printing.h"
#include "workshop/workshop.h"

namespace cafepos::drawers {

/// /tills, /drawers and /z-reports; and the printers learn to draw a Z. What is passed must outlive the table.
void add_routes(http::EndpointTable& table, const Workshop& workshop, const Sources& sources, printing::Printers& printers);

}  // namespace cafepos::drawers
