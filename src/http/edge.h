#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <unordered_set>

#include "dispatcher.h"
#include "proxy.h"
#include "server.h"
#include "unsent.h"
#include "workers.h"

namespace cafepos::http {

class Connection;
using SteadyTime = std::chrono::steady_clock::time_point;

/// What the connections of one server share. Used on the network thread only, but for what is thread-safe by itself.
struct Edge {
    const ServerOptions& options;
    const Dispatcher& dispatcher;
    const TrustedProxies& proxies;
    Workers& workers;
    const Clock& clock;
    IdSource& ids;
    boost::asio::io_context& io;
    std::unordered_set<std::shared_ptr<Connection>> connections = {};
    std::size_t bodies_bytes = 0;  ///< held by large bodies
    std::shared_ptr<UnsentBytes> unsent = std::make_shared<UnsentBytes>(options.limits.unsent_bytes_max);
    SteadyTime no_room_until = {};  ///< there was no connection to close for a newcomer
    bool draining = false;
    SteadyTime answer_by = SteadyTime::max();  ///< while draining: by then every request has its answer
    std::function<void()> on_drained = {};     ///< called when the last connection closes while draining

    [[nodiscard]] const Limits& limits() const { return options.limits; }
};

}  // namespace cafepos::http
