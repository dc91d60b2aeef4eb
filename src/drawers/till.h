#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "core/id.h"
#include "core/time.h"

namespace cafepos::drawers {

/// A place where is sold: a register with, at most, one open drawer.
struct Till {
    Id id;
    std::string name;
    std::optional<Id> printer_id;  ///< where its slips come out; empty: at the first
    bool active = true;            ///< false: no drawer is opened there any more; what was sold there stays
    Timestamp created_at;
    Timestamp updated_at;
};
BOOST_DESCRIBE_STRUCT(Till, (), (id, name, printer_id, active, created_at, updated_at))

}  // namespace cafepos::drawers
