#pragma once

#include "http/endpoint.h"
#include "workshop/workshop.h"

namespace cafepos::time_clock {

/// /time-clock and /reports/hours. What is passed must outlive the table.
void add_routes(http::EndpointTable& table, const Workshop& workshop);

}  // namespace cafepos::time_clock
