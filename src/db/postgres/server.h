#pragma once

#include <atomic>

#include "../database.h"
#include "host_order.h"

namespace cafepos::db::postgres {

/// The server as all sessions of one database know it. Thread-safe.
struct Server {
    explicit Server(const Options& the_options) : options(the_options), hosts(the_options.url) {}

    const Options& options;
    HostOrder hosts;
    /// Grows each time a session has waited in vain for an answer. Then the others ask for a sign of life before they trust
    /// their lines again, so that a frozen server is waited for once and not by each.
    std::atomic<unsigned> doubts = 0;
};

}  // namespace cafepos::db::postgres
