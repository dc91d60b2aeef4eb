#include "store.h"

#include "db/known.h"
#include "db/table.h"

namespace cafepos::settings {
namespace {

struct SettingRow {
    std::string name;
    std::string value;  ///< a JSON document
    Timestamp updated_at;
    Id updated_by;
};
BOOST_DESCRIBE_STRUCT(SettingRow, (), (name, value, updated_at, updated_by))

const db::Query<SettingRow> select_overrides{"settings.select_overrides", "SELECT {} FROM settings WHERE name = 'overrides'"};
const db::Upsert<SettingRow> upsert_setting{"settings"};
const db::KnownOne<Overrides> known_overrides{{{"settings"}}, [](db::Transaction& transaction) {
                                                  const auto row = transaction.query_one(select_overrides);
                                                  return row ? Overrides{row->value, row->updated_at} : Overrides{};
                                              }};

}  // namespace

Overrides read_overrides(db::Transaction& transaction) { return known_overrides.find(transaction); }

void write_overrides(db::Transaction& transaction, const Overrides& overrides, const Id& by) {
    transaction.upsert(upsert_setting, {"overrides", overrides.document, overrides.at, by});
}

}  // namespace cafepos::settings
