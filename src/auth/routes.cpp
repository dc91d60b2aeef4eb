#include "routes.h"

#include "codes.h"
#include "route_parts.h"

namespace cafepos::auth {

void add_routes(http::EndpointTable& table, const Workshop& workshop, const Tools& tools) {
    table.declare({credentials_missing, invalid_credentials, account_deactivated, account_locked, password_change_required,
                   user_not_found, user_inactive, approval_invalid, approval_expired, approval_used, reset_token_invalid,
                   reset_token_expired});
    const Sessions sessions(workshop, tools);
    const Reset reset(workshop, tools);
    const Login login(workshop, tools);
    add_login_routes(table, login, sessions);
    add_approval_route(table, workshop, login, Approvals(workshop, tools.random));
    add_session_routes(table, workshop, sessions);
    add_own_sessions(table, workshop, sessions, login);
    add_reset_routes(table, reset);
    add_reset_page(table, workshop, reset);
}

staff::ProvePassword prove_password(const Workshop& workshop, const Tools& tools) {
    return [login = Login(workshop, tools)](const http::Call& call, const std::string& password) {
        login.prove(call.actor(), password, visitor_of(call));
    };
}

}  // namespace cafepos::auth
