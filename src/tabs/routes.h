#pragma once

#include "http/endpoint.h"
#include "sales/collaborators.h"

namespace cafepos::tabs {

/// /tabs: orders that are held open, and their settling. What is handed in outlives the endpoint table.
void add_routes(http::EndpointTable& table, const sales::Collaborators& with);

}  // namespace cafepos::tabs
