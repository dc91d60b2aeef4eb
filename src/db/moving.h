#pragma once

#include <memory>
#include <string>

#include "database.h"

namespace cafepos::db {

/// Holds a café still while it is taken elsewhere: as long as this lives nobody else commits anything in it, and then all go on,
/// unless it was marked. Not thread-safe.
class MovingOut {
public:
    MovingOut() = default;
    MovingOut(const MovingOut&) = delete;
    MovingOut& operator=(const MovingOut&) = delete;
    virtual ~MovingOut() = default;

    /// From now on nobody writes there, whichever process it is: what is given says where the café is, in words. Empty: it is
    /// here again. Its last call.
    virtual void mark(const std::string& place) = 0;
};

/// The database is migrated. Throws DatabaseError(busy) when another CafePOS has an embedded one, or has held the lock of a
/// server's for too long.
std::unique_ptr<MovingOut> hold_still(const Options& options);

/// Where the café was moved to, or nothing.
std::string moved_to(Database& database);

}  // namespace cafepos::db
