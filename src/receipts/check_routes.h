#pragma once

#include "http/endpoint.h"
#include "receipts.h"

namespace cafepos::receipts {

/// What anybody may ask: GET /receipts/check/{value}, GET /receipts/page/{value}.
void add_check_routes(http::EndpointTable& table, db::Database& database, const Receipts& receipts);

}  // namespace cafepos::receipts
