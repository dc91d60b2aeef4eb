#pragma once

#include <boost/describe.hpp>
#include <string>

#include "core/id.h"
#include "core/time.h"

namespace cafepos::drawers {

/// A place where is sold: a register with, at most, one open drawer.
struct Till {
    Id id;
    std::string name;
    bool active = true;  ///< false: no drawer is opened there any more; what was sold there stays
    Timestamp created_at;
    Timestamp updated_at;
};
BOOST_DESCRIBE_STRUCT(Till, (), (id, name, active, created_at, updated_at))

}  // namespace cafepos::drawers
