#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/database.h"
#include "z_report.h"

namespace cafepos::drawers::store {

/// A Z as it is kept: written once.
struct ZRow {
    std::int64_t number = 0;
    Id drawer_id;
    Id till_id;
    Date business_date;
    Timestamp closed_at;
    Id closed_by;
    Money sales;
    Money refunds;
    Money voids;
    Money cash_expected;
    std::optional<Money> cash_counted;
    Money perpetual_sales;
    Money perpetual_refunds;
    Money perpetual_voids;
    std::string document;  ///< the ZReport as JSON
};
BOOST_DESCRIBE_STRUCT(ZRow, (),
                      (number, drawer_id, till_id, business_date, closed_at, closed_by, sales, refunds, voids, cash_expected,
                       cash_counted, perpetual_sales, perpetual_refunds, perpetual_voids, document))

struct ZFilter {
    std::optional<Date> from;  ///< business days, both included
    std::optional<Date> to;
    std::optional<Id> till_id;
    std::optional<std::int64_t> before;  ///< the last number of the page before
};

std::optional<ZRow> last_z(db::Transaction& transaction);
std::optional<ZRow> find_z(db::Transaction& transaction, std::int64_t number);
std::optional<ZRow> find_z_of(db::Transaction& transaction, const Id& drawer_id);
std::vector<ZRow> list_z(db::Transaction& transaction, const ZFilter& filter, std::int64_t limit);  ///< newest first
void insert(db::Transaction& transaction, const ZRow& row);

}  // namespace cafepos::drawers::store
