#pragma once

#include "http/endpoint.h"
#include "hub.h"

namespace cafepos::events {

/// GET /events: the live stream; every session gets the events it has the permission for.
void add_routes(http::EndpointTable& table, Hub& hub);

}  // namespace cafepos::events
