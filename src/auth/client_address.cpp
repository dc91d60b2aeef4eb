#include "client_address.h"

#include <algorithm>
#include <array>

#include "http/address.h"
#include "store.h"

namespace cafepos::auth {
namespace {

// What proxies add. Behind one that is not in TRUSTED_PROXIES, on this machine, the whole world would seem to be this machine.
constexpr std::array<std::string_view, 4> traces_of_a_proxy{"x-forwarded-for", "forwarded", "via", "x-real-ip"};

}  // namespace

ClientAddress client_address_of(const http::Call& call) {
    const bool direct = std::ranges::none_of(traces_of_a_proxy, [&](auto name) { return call.header(name).has_value(); });
    return {.counted = http::counted_address(call.remote_address()),
            .is_own_machine = direct && http::is_loopback(call.remote_address())};
}

bool is_known(db::Transaction& transaction, const ClientAddress& address, const settings::Security& security, Timestamp now) {
    if (address.is_own_machine) return true;
    const auto signed_in = store::find_password_sign_in(transaction, address.counted);
    return signed_in && now - *signed_in <= std::chrono::days(security.pinAfterPasswordDays);
}

}  // namespace cafepos::auth
