#pragma once

#include <functional>
#include <memory>
#include <string>

#include "database.h"

namespace cafepos::db {

/// Hears what processes on the same PostgreSQL say with pg_notify; a transaction's words arrive after its commit.
/// Destroying it ends the listening; no call is under way then. Thread-safe.
class Listener {
public:
    /// Called on the listener's thread with the payload, and with an empty one after each (re)connect, because something may
    /// have been missed until then. Must not throw.
    using Heard = std::function<void(const std::string& payload)>;

    Listener() = default;
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    virtual ~Listener() = default;
};

/// Listens on a channel (an SQL identifier) over a connection of its own, for ever: a lost line is dialled again. Channels are a
/// database's, so a café in a store has one of its own: `<channel>_<store>`, which its sessions know as the setting
/// `cafepos.store`. Null for SQLite, which belongs to one process.
std::unique_ptr<Listener> listen(const Options& options, const std::string& channel, Listener::Heard heard);

}  // namespace cafepos::db
