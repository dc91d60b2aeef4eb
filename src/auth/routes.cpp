#include "routes.h"
#include "codes.h"

namespace cafepos::auth {

void add_routes(http::EndpointTable& table, const Dependencies& dependencies) {
    const auto door = std::make_shared<Doorkeeper>(dependencies);
    table.declare({credentials_missing, invalid_credentials, account_deactivated, account_locked, user_not_found, user_inactive,
                   reset_token_invalid, reset_token_expired});
    add_login_routes(table, door);
    add_session_routes(table, door);
    add_reset_routes(table, door);
    add_reset_page(table, door);
}

void prove_password(const Dependencies& dependencies, const http::Call& call, const std::string& password) {
    Doorkeeper(dependencies).login.prove(call.actor(), password, visitor_of(call));
}

}  // namespace cafepos::auth
