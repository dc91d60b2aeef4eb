#pragma once

#include "http/endpoint.h"
#include "receipts.h"
#include "workshop/workshop.h"

namespace cafepos::receipts {

/// GET /orders/{id}/receipt, GET /receipts/check/{value}, GET /receipts/page/{value}, POST /orders/{id}/reprint-receipt, POST
/// /orders/{id}/email-receipt.
void add_routes(http::EndpointTable& table, const Workshop& workshop, const Receipts& receipts, printing::Printers& printers,
                mail::Mailer& mailer);

}  // namespace cafepos::receipts
