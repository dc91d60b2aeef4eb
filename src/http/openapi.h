#pragma once

#include <string>
#include <string_view>

#include "endpoint.h"

namespace cafepos::http {

/// The OpenAPI 3.1 document of a table, as JSON: each operation with its summary, security, permission (x-permission),
/// parameters, body, enveloped answer and errors.
std::string openapi_document(const EndpointTable& table, std::string_view version);

/// Adds GET /openapi.json, open to all, which answers the document of the finished table (made once, with an ETag).
void add_openapi_route(EndpointTable& table, std::string version);

}  // namespace cafepos::http
