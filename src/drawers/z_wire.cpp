#include "z_wire.h"

namespace cafepos::drawers {

ZEntry entry_of(const store::ZRow& row) {
    ZEntry entry;
    entry.number = row.number;
    entry.drawerId = row.drawer_id;
    entry.tillId = row.till_id;
    entry.businessDate = row.business_date;
    entry.closedAt = row.closed_at;
    entry.closedBy = row.closed_by;
    entry.sales = row.sales;
    entry.refunds = row.refunds;
    entry.voids = row.voids;
    entry.net = row.sales - row.refunds - row.voids;
    entry.cashExpected = row.cash_expected;
    entry.cashCounted = row.cash_counted;
    if (row.cash_counted) entry.cashDifference = *row.cash_counted - row.cash_expected;
    return entry;
}

}  // namespace cafepos::drawers
