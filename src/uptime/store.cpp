#include "store.h"

#include "db/table.h"

namespace cafepos::uptime::store {
namespace {

const db::Query<Noted> select_noted{"uptime.select", "SELECT {} FROM uptime WHERE id = 1"};
const db::Upsert<Noted> upsert_noted{"uptime"};

}  // namespace

std::optional<Noted> read(db::Transaction& transaction) { return transaction.query_one(select_noted); }

void write(db::Transaction& transaction, const Noted& noted) { transaction.upsert(upsert_noted, noted); }

}  // namespace cafepos::uptime::store
