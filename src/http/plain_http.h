#pragma once

#include <cstdint>
#include <string>

#include "core/error.h"
#include "message.h"
#include "proxy.h"

/// Where the owner wants https only: what plain http still gives to other machines. Pure.
namespace cafepos::http {

inline constexpr Code tls_required{ErrorKind::forbidden, "TLS_REQUIRED"};

/// All machines but this one, whose words pass no network, and proxies, which are trusted to speak TLS themselves.
bool is_held_to_tls(const std::string& peer, const TrustedProxies& proxies);

enum class PlainAnswer {
    served,      ///< what a device needs to come to trust the certificate, a guest's receipt, and what monitors ask
    redirected,  ///< a page that somebody opens
    refused      ///< all else: whoever sends it there tells everybody in the network what is in it
};
PlainAnswer plain_answer(const RawRequest& request);

/// 307 to the same path and query at that port of TLS; not 308, which browsers would remember.
RawReply redirect_to_tls(const RawRequest& request, std::uint16_t tls_port);

}  // namespace cafepos::http
