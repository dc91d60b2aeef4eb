#include "store.h"

namespace cafepos::settings {
namespace {

const db::Statement select_overrides{"settings.select_overrides",
                                     "SELECT value, updated_at FROM settings WHERE name = 'overrides'"};
const db::Statement upsert_overrides{
    "settings.upsert_overrides",
    "INSERT INTO settings (name, value, updated_at, updated_by) VALUES ('overrides', $1, $2, $3) "
    "ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at, updated_by = "
    "excluded.updated_by"};

}  // namespace

Overrides read_overrides(db::Transaction& transaction) {
    const auto row = transaction.query_one(select_overrides);
    return row ? Overrides{row->text(0), row->time(1)} : Overrides{};
}

void write_overrides(db::Transaction& transaction, const Overrides& overrides, const Id& by) {
    transaction.defer(upsert_overrides, overrides.document, overrides.at, by);
}

}  // namespace cafepos::settings
