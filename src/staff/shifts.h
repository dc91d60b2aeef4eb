#pragma once

#include <optional>

#include "core/id.h"
#include "core/time.h"
#include "db/database.h"

namespace cafepos::staff::store {

/// What /users says of somebody's last shift; the time clock tells.
void set_shift(db::Transaction& transaction, const Id& user_id, Timestamp started_at, std::optional<Timestamp> ended_at);

}  // namespace cafepos::staff::store
