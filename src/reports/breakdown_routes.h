#pragma once

#include "http/endpoint.h"
#include "workshop/workshop.h"

namespace cafepos::reports {

/// GET /reports/tips, /discounts, /options, /combos, /refunds, /services and /weekday-hours of a range of days, as JSON or CSV.
/// `workshop` must outlive the table.
void add_breakdown_routes(http::EndpointTable& table, const Workshop& workshop);
/// GET /reports/journal: the documents of at most 31 days as CSV.
void add_journal_route(http::EndpointTable& table, const Workshop& workshop);

}  // namespace cafepos::reports
