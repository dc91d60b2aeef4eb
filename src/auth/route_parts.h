#pragma once

#include "approvals.h"
#include "login.h"
#include "reset.h"

namespace cafepos::auth {

/// Where somebody who comes with a PIN goes on.
http::Placement placement_of_pin(const Login& login, const Visitor& visitor);

void add_login_routes(http::EndpointTable& table, const Login& login, const Sessions& sessions);
void add_approval_route(http::EndpointTable& table, const Workshop& workshop, const Login& login, const Approvals& approvals);
void add_session_routes(http::EndpointTable& table, const Workshop& workshop, const Sessions& sessions);
void add_own_sessions(http::EndpointTable& table, const Workshop& workshop, const Sessions& sessions, const Login& login);
void add_reset_routes(http::EndpointTable& table, const Reset& reset);
void add_reset_page(http::EndpointTable& table, const Workshop& workshop, const Reset& reset);

}  // namespace cafepos::auth
