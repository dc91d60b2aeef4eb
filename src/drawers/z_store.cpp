#include "z_store.h"

#include "db/table.h"
#include "differences.h"

namespace cafepos::drawers::store {
namespace {

const db::Table<ZRow> z_table{"z_reports"};
const db::Query<ZRow> newest_z{"drawers.last_z", "SELECT {} FROM z_reports ORDER BY number DESC LIMIT 1"};
const db::Query<ZRow> z_of_number{"drawers.z", "SELECT {} FROM z_reports WHERE number = $1"};
const db::Query<ZRow> z_of_drawer{"drawers.z_of_drawer", "SELECT {} FROM z_reports WHERE drawer_id = $1"};
const db::Query<ZRow> page_of_z{"drawers.z_page", R"(
    SELECT {} FROM z_reports
    WHERE (CAST($1 AS TEXT) IS NULL OR business_date >= $1) AND (CAST($2 AS TEXT) IS NULL OR business_date <= $2)
    AND (CAST($3 AS TEXT) IS NULL OR till_id = $3) AND (CAST($4 AS BIGINT) IS NULL OR number < $4)
    ORDER BY number DESC LIMIT CAST($5 AS BIGINT))"};

const db::Query<Difference> differences{"drawers.differences", R"(
    SELECT z.number AS z_number, t.name AS till_name, c.method, c.counted - c.expected AS amount
    FROM z_reports z JOIN tills t ON t.id = z.till_id JOIN drawer_counts c ON c.drawer_id = z.drawer_id
    WHERE z.business_date = $1 AND c.counted <> c.expected ORDER BY z.number, c.method)"};

}  // namespace

std::optional<ZRow> last_z(db::Transaction& transaction) { return transaction.query_one(newest_z); }

std::optional<ZRow> find_z(db::Transaction& transaction, std::int64_t number) {
    return transaction.query_one(z_of_number, number);
}

std::optional<ZRow> find_z_of(db::Transaction& transaction, const Id& drawer_id) {
    return transaction.query_one(z_of_drawer, drawer_id);
}

std::vector<ZRow> list_z(db::Transaction& transaction, const ZFilter& filter, std::int64_t limit) {
    return transaction.query(page_of_z, filter.from, filter.to, filter.till_id, filter.before, limit);
}

void insert(db::Transaction& transaction, const ZRow& row) { transaction.insert(z_table, row); }

}  // namespace cafepos::drawers::store

namespace cafepos::drawers {

std::vector<Difference> differences_on(db::Transaction& transaction, const Date& day) {
    return transaction.query(store::differences, day);
}

}  // namespace cafepos::drawers
