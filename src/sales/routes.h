#pragma once

#include "collaborators.h"
#include "http/endpoint.h"

namespace cafepos::sales {

/// /orders*, /orders/{id}/refund, /orders/{id}/refunds, /orders/{id}/void and /order_items*.
void add_routes(http::EndpointTable& table, const Collaborators& with);

}  // namespace cafepos::sales
