#pragma once

#include "db/database.h"
#include "http/endpoint.h"

namespace cafepos::sales {

/// GET /refunds.
void add_refund_list(http::EndpointTable& table, db::Database& database);

}  // namespace cafepos::sales
