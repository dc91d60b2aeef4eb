#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/database.h"
#include "movement.h"

namespace cafepos::inventory::store {

struct MovementFilter {
    std::optional<std::string> type;
    std::optional<Timestamp> from;   ///< inclusive
    std::optional<Timestamp> until;  ///< exclusive
};

/// An item's movements before `before_sequence`, newest first.
std::vector<Movement> list_movements(db::Transaction& transaction, const Id& item_id, const MovementFilter& filter,
                                     std::int64_t before_sequence, std::int64_t limit);

}  // namespace cafepos::inventory::store
