#pragma once

#include "http/endpoint.h"
#include "printing.h"
#include "workshop/workshop.h"

namespace cafepos::printing {

/// GET and POST /printers; GET, PUT and DELETE /printers/{id}; GET /printers/{id}/status, POST /printers/{id}/test.
void add_printer_routes(http::EndpointTable& table, const Workshop& workshop, Printers& printers);

/// Error(printer_test_failed) unless the problem is empty.
void require_printed(const std::optional<std::string>& problem);

}  // namespace cafepos::printing
