#include "routes.h"

namespace cafepos::auth {

void add_routes(http::EndpointTable& table, const Dependencies& dependencies) {
    const auto door = std::make_shared<Doorkeeper>(dependencies);
    add_login_routes(table, door);
    add_session_routes(table, door);
    add_reset_routes(table, door);
    add_reset_page(table, door);
}

void prove_password(const Dependencies& dependencies, const http::Call& call, const std::string& password) {
    Doorkeeper(dependencies).login.prove(call.actor(), password, visitor_of(call));
}

}  // namespace cafepos::auth
