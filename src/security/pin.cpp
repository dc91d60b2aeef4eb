#include "pin.h"

#include "digest.h"

namespace cafepos::security {

std::string PinLookup::of(std::string_view pin) const { return hex(hmac_sha256(key_, pin)); }

}  // namespace cafepos::security
