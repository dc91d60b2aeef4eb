#pragma once

#include "db/database.h"
#include "http/endpoint.h"
#include "mail.h"

namespace cafepos::mail {

/// GET /mail-queue, POST /mail-queue/{id}/retry.
void add_routes(http::EndpointTable& table, db::Database& database, Mailer& mailer);

}  // namespace cafepos::mail
