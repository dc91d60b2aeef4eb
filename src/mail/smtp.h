#pragma once

#include <atomic>
#include <string>

#include "mail.h"
#include "store.h"

namespace cafepos::mail {

struct SendResult {
    bool sent = false;
    bool permanent = false;  ///< trying again is pointless
    std::string error;       ///< for people; holds no secret
};

/// One mail over one connection, blocking. `give_up` is looked at several times a second.
SendResult send(const SmtpOptions& options, const ClaimedMail& mail, const std::atomic<bool>& give_up);

}  // namespace cafepos::mail
