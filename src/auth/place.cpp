#include "place.h"

#include <algorithm>
#include <array>

#include "http/address.h"
#include "store.h"

namespace cafepos::auth {
namespace {

// What proxies add. Behind one that is not in TRUSTED_PROXIES, on this machine, the whole world would seem to be this machine.
constexpr std::array<std::string_view, 4> traces_of_a_proxy{"x-forwarded-for", "forwarded", "via", "x-real-ip"};

}  // namespace

Place place_of(const http::Call& call) {
    const bool direct = std::ranges::none_of(traces_of_a_proxy, [&](auto name) { return call.header(name).has_value(); });
    return {.address = http::counted_address(call.remote_address()),
            .own_machine = direct && http::is_loopback(call.remote_address())};
}

bool is_known(db::Transaction& transaction, const Place& place, const settings::Security& security, Timestamp now) {
    if (place.own_machine) return true;
    const auto signed_in = find_password_sign_in(transaction, place.address);
    return signed_in && now - *signed_in <= std::chrono::days(security.pinAfterPasswordDays);
}

}  // namespace cafepos::auth
