#include "ping.h"

#include <array>

#include "libpq.h"
#include "place.h"

namespace cafepos::db::postgres {

// Asks before it says who it is, so a wrong password counts as reached.
bool is_reachable(const Options& options) {
    const auto url = place_of(options.url).url;
    const std::array keywords{"connect_timeout", "dbname", static_cast<const char*>(nullptr)};
    const std::array values{"5", url.c_str(), static_cast<const char*>(nullptr)};
    const PGPing answer = PQpingParams(keywords.data(), values.data(), 1);
    return answer == PQPING_OK || answer == PQPING_NO_ATTEMPT;
}

}  // namespace cafepos::db::postgres
