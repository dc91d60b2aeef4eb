#pragma once

#include "drawer_sales.h"
#include "http/endpoint.h"
#include "workshop/workshop.h"

namespace cafepos::drawers {

/// /tills, /drawers and /z-reports. What is passed must outlive the table.
void add_routes(http::EndpointTable& table, const Workshop& workshop, const SalesOf& sales_of);

}  // namespace cafepos::drawers
