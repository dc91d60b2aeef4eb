#pragma once

#include <string>

#include "auth.h"

namespace cafepos::auth {

/// From where somebody signs in.
struct Place {
    std::string address;       ///< as it is counted: of IPv6 the /64
    bool own_machine = false;  ///< the machine the program runs on, with nobody between
};
Place place_of(const http::Call& call);

/// Whether somebody signed in by password there within the setting's days: a till of the café, by all we can tell. The
/// machine itself always is one.
bool is_known(db::Transaction& transaction, const Place& place, const settings::Security& security, Timestamp now);

}  // namespace cafepos::auth
