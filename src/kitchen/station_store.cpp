#include "station_store.h"

#include "core/error.h"
#include "db/known.h"

namespace cafepos::kitchen::store {
namespace {

const db::Table<Station> station_table{"stations"};
const db::Update<Station> station_update{"stations"};
const db::Query<Station> all_stations{"kitchen.stations", "SELECT {} FROM stations ORDER BY sort_order, name, id"};
const db::Query<Station> stations_in_use{"kitchen.stations_in_use",
                                         "SELECT {} FROM stations WHERE active = 1 ORDER BY sort_order, name, id"};
const db::Query<Station> station_of_id{"kitchen.station", "SELECT {} FROM stations WHERE id = $1"};
const db::KnownOne<std::vector<Station>> known_in_use{
    {{"stations"}}, [](db::Transaction& transaction) { return transaction.query(stations_in_use); }};
const db::Statement station_deletion{"kitchen.delete_station", "DELETE FROM stations WHERE id = $1"};

}  // namespace

std::vector<Station> list_stations(db::Transaction& transaction) { return transaction.query(all_stations); }

std::vector<Station> list_stations_in_use(db::Transaction& transaction) { return known_in_use.find(transaction); }

std::optional<Station> find_station(db::Transaction& transaction, const Id& id) {
    return transaction.query_one(station_of_id, id);
}

Station require_station(db::Transaction& transaction, const Id& id) {
    auto station = find_station(transaction, id);
    if (!station) throw Error::field(Code::not_found, "", "gone", "Station not found");
    return std::move(*station);
}

void insert(db::Transaction& transaction, const Station& station) { transaction.insert(station_table, station); }

void update(db::Transaction& transaction, const Station& station) { transaction.update(station_update, station); }

void delete_station(db::Transaction& transaction, const Id& id) { transaction.defer(station_deletion, id); }

}  // namespace cafepos::kitchen::store
