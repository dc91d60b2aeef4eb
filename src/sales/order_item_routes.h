#pragma once

#include "db/database.h"
#include "http/endpoint.h"

namespace cafepos::sales {

/// /order_items (§10): orders' lines for reading. A line is part of what was paid, so it never changes after the sale: whoever
/// tries is told to refund or void (409).
void add_order_item_routes(http::EndpointTable& table, db::Database& database);

}  // namespace cafepos::sales
