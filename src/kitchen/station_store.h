#pragma once

#include <optional>
#include <vector>

#include "columns.h"
#include "db/database.h"
#include "station.h"

namespace cafepos::kitchen::store {

std::vector<Station> list_stations(db::Transaction& transaction);  ///< in their order
std::vector<Station> list_stations_in_use(db::Transaction& transaction);
std::optional<Station> find_station(db::Transaction& transaction, const Id& id);
Station require_station(db::Transaction& transaction, const Id& id);  ///< Error(not_found)
void insert(db::Transaction& transaction, const Station& station);
void update(db::Transaction& transaction, const Station& station);
/// It has no tickets.
void delete_station(db::Transaction& transaction, const Id& id);

}  // namespace cafepos::kitchen::store
