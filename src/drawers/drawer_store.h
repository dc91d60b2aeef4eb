#pragma once

#include <optional>
#include <vector>

#include "db/database.h"
#include "drawer.h"

/// drawers, drawer_movements and drawer_counts.
namespace cafepos::drawers::store {

struct DrawerFilter {
    std::optional<bool> open;
    std::optional<Id> till_id;
    std::optional<Id> before;  ///< the last one of the page before
};
std::vector<Drawer> list_drawers(db::Transaction& transaction, const DrawerFilter& filter, std::int64_t limit);  ///< newest first
std::optional<Drawer> find_open_drawer(db::Transaction& transaction, const Id& till_id);
Drawer require_drawer(db::Transaction& transaction, const Id& id);  ///< Error(not_found)
void insert(db::Transaction& transaction, const Drawer& drawer);
/// False if it is closed already.
bool close(db::Transaction& transaction, const Drawer& drawer);

/// Where a drawer stands after a movement.
struct Moved {
    Id id;
    Money balance;
    std::int64_t movement_count = 0;
};
BOOST_DESCRIBE_STRUCT(Moved, (), (id, balance, movement_count))

/// Adds to the balance of the till's open drawer, or of that drawer; empty if there is none or it is closed.
std::optional<Moved> add_at_till(db::Transaction& transaction, const Id& till_id, Money amount);
std::optional<Moved> add_to_drawer(db::Transaction& transaction, const Id& drawer_id, Money amount);
void insert(db::Transaction& transaction, const Movement& movement);
std::vector<Movement> list_movements(db::Transaction& transaction, const Id& drawer_id);  ///< in their order

void insert(db::Transaction& transaction, const std::vector<Count>& counts);
std::vector<Count> list_counts(db::Transaction& transaction, const Id& drawer_id);  ///< by method

}  // namespace cafepos::drawers::store
