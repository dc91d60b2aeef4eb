#pragma once

#include "http/endpoint.h"
#include "printing/printing.h"
#include "workshop/workshop.h"

namespace cafepos::kitchen {

/// /stations, /kitchen and /reports/kitchen; and the printers learn to draw tickets. What is passed must outlive the table.
void add_routes(http::EndpointTable& table, const Workshop& workshop, printing::Printers& printers);

}  // namespace cafepos::kitchen
