#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "core/time.h"
#include "db/database.h"

namespace cafepos::drawers {

/// What of one kind was counted otherwise than it should have been when a drawer was closed.
struct Difference {
    std::int64_t z_number = 0;
    std::string till_name;
    std::string method;
    Money amount;  ///< counted less expected; not zero
};
BOOST_DESCRIBE_STRUCT(Difference, (), (z_number, till_name, method, amount))

/// Of all Z of that business day, in their order. What nobody counted differs from nothing.
std::vector<Difference> differences_on(db::Transaction& transaction, const Date& day);

}  // namespace cafepos::drawers
