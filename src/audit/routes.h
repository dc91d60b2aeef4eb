#pragma once

#include <functional>

#include "audit.h"
#include "core/day_range.h"
#include "db/database.h"
#include "http/endpoint.h"

namespace cafepos::audit {

/// Whose request it is; made in one place so that no slice forgets the request id.
Origin origin_of(const http::Call& call);

/// When the café's business day begins by today's settings, which lie above this slice.
using DayBeginOf = std::function<DayBegin()>;

/// GET /audit/access-log, GET /audit/failed-logins, POST /security/incident.
void add_routes(http::EndpointTable& table, db::Database& database, const AuditLog& log, DayBeginOf day_begin_of);

}  // namespace cafepos::audit
