#pragma once

#include <atomic>
#include <string>

#include "mail.h"
#include "store.h"

namespace cafepos::mail {

/// Whose fault it is that a mail was not taken.
enum class Fault {
    none,
    line,    ///< no way to the server, or it would not let us in: look() sees it as well
    server,  ///< it refuses mails that are in order, or our sender
    mail     ///< it refuses this one for good and would take others
};

struct SendResult {
    bool sent = false;
    bool permanent = false;  ///< trying again is pointless
    Fault fault = Fault::none;
    std::string trouble = {};  ///< what went wrong, for whoever asks: names nobody
    std::string reply = {};    ///< what the server said to that, if it did; may name the recipient

    /// For those who may read the queue.
    [[nodiscard]] std::string error() const { return reply.empty() ? trouble : trouble + ": " + reply; }
};

/// One mail over one connection, blocking. `give_up` is looked at several times a second.
SendResult send(const SmtpOptions& options, const Sender& sender, const ClaimedMail& mail, const std::atomic<bool>& give_up);
/// Connects, signs in and says good-bye: what would keep every mail from going.
SendResult look(const SmtpOptions& options, const std::atomic<bool>& give_up);

}  // namespace cafepos::mail
