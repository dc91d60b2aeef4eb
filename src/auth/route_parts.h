#pragma once

#include "login.h"
#include "reset.h"

namespace cafepos::auth {

void add_login_routes(http::EndpointTable& table, const Login& login, const Sessions& sessions);
void add_session_routes(http::EndpointTable& table, const Workshop& workshop, const Sessions& sessions);
void add_reset_routes(http::EndpointTable& table, const Reset& reset);
void add_reset_page(http::EndpointTable& table, const Workshop& workshop, const Reset& reset);

}  // namespace cafepos::auth
