#pragma once

#include "http/endpoint.h"
#include "printing.h"
#include "workshop/workshop.h"

namespace cafepos::printing {

/// /printers, and of the first of them GET /printer/status, POST /printer/test; GET /print-jobs, POST /print-jobs/{id}/retry.
void add_routes(http::EndpointTable& table, const Workshop& workshop, Printers& printers);

}  // namespace cafepos::printing
