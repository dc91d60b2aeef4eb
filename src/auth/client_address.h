#pragma once

#include <string>

#include "http/endpoint.h"
#include "workshop/workshop.h"

namespace cafepos::auth {

/// From where somebody signs in.
struct ClientAddress {
    std::string counted;          ///< of IPv6 the /64
    bool is_own_machine = false;  ///< the machine the program runs on, with nobody between
};
ClientAddress client_address_of(const http::Call& call);

/// Whether somebody signed in by password there within the setting's days: a till of the café, by all we can tell. The
/// machine itself always is one.
bool is_known(db::Transaction& transaction, const ClientAddress& address, const settings::Security& security, Timestamp now);

}  // namespace cafepos::auth
