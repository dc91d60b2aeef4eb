#pragma once

#include <memory>

#include "login.h"
#include "reset.h"
#include "sessions.h"

namespace cafepos::auth {

/// What the routes of this slice share; lives as long as the table's handlers.
struct Doorkeeper {
    explicit Doorkeeper(const Dependencies& dependencies) : with(dependencies) {}
    Doorkeeper(const Doorkeeper&) = delete;
    Doorkeeper& operator=(const Doorkeeper&) = delete;

    const Dependencies with;
    const Sessions sessions{with};
    const Reset reset{with};
    const Login login{with, sessions};
};
using Door = std::shared_ptr<Doorkeeper>;

void add_login_routes(http::EndpointTable& table, const Door& door);
void add_session_routes(http::EndpointTable& table, const Door& door);
void add_reset_routes(http::EndpointTable& table, const Door& door);
void add_reset_page(http::EndpointTable& table, const Door& door);

}  // namespace cafepos::auth
