#pragma once

#include <string>

#include "core/error.h"
#include "core/time.h"

namespace cafepos::auth {

// Why somebody is not let in, in words for people; what programs need is in the error's data and Retry-After.

/// "30 seconds", "15 minutes", "2 hours", "3 days": never less than there is.
std::string spoken(std::chrono::milliseconds span);

Error wrong_credentials();
/// Somebody else chose the password.
Error must_set_own_password();
/// Until a moment on the café's clock.
Error locked(Timestamp until, Timestamp now, const TimeZone& zone);
Error throttled(const std::string& what, Timestamp until, Timestamp now);
/// PINs do not work from an address where nobody has signed in by password of late.
Error pin_from_elsewhere(int days);
/// Two people have brought that PIN from the older server, which let it happen: whose it is cannot be told.
Error brought_by_several();

}  // namespace cafepos::auth
