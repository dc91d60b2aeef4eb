#include "db/table.h"
#include "zone_offsets.h"

namespace cafepos::settings {
namespace {

const db::Query<ZoneOffset> select_offsets{"settings.zone_offsets", "SELECT {} FROM zone_offsets ORDER BY begins_at"};
const db::Statement delete_offsets{"settings.delete_zone_offsets", "DELETE FROM zone_offsets"};
const db::Table<ZoneOffset> offset_table{"zone_offsets"};

}  // namespace

void keep_zone_offsets(db::Transaction& transaction, const TimeZone& zone) {
    const auto offsets = offsets_of(zone);
    if (transaction.query(select_offsets) == offsets) return;
    transaction.execute(delete_offsets);
    transaction.insert_all(offset_table, offsets);
}

}  // namespace cafepos::settings
