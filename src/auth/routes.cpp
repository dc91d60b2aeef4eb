#include "routes.h"

namespace cafepos::auth {

void add_routes(http::EndpointTable& table, const Dependencies& dependencies) {
    const auto door = std::make_shared<Doorkeeper>(dependencies);
    add_login_routes(table, door);
    add_session_routes(table, door);
    add_reset_routes(table, door);
    add_reset_page(table, door);
}

}  // namespace cafepos::auth
