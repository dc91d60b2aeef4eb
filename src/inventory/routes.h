#pragma once

#include "http/endpoint.h"
#include "ledger.h"
#include "workshop/workshop.h"

namespace cafepos::inventory {

/// §9 and its extensions: /inventory*, /menu_items/{id}/recipe. What is passed must outlive the table.
void add_routes(http::EndpointTable& table, const Workshop& workshop, const Ledger& ledger);

}  // namespace cafepos::inventory
