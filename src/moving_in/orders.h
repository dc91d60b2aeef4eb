#pragma once

#include "goods.h"
#include "people.h"

namespace cafepos::moving_in {

/// What the orders point to.
struct Moved {
    NewIds users;
    MovedItems items;
};

void move_orders(db::Transaction& transaction, const OlderServer& older, const Moved& moved, const Workshop& workshop,
                 Report& report);

}  // namespace cafepos::moving_in
