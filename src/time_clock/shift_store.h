#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "db/database.h"
#include "shift.h"

namespace cafepos::time_clock::store {

struct Filter {
    std::optional<Date> from = {};  ///< business days, both included
    std::optional<Date> to = {};
    std::optional<Id> user_id = {};
    std::optional<Id> before = {};  ///< the last one of the page before
};
std::vector<Shift> list_shifts(db::Transaction& transaction, const Filter& filter, std::int64_t limit);  ///< newest first
std::vector<Shift> list_after(db::Transaction& transaction, const Id& after, std::int64_t limit);        ///< by id
/// Those that began or ended since.
std::vector<Shift> list_shifts_since(db::Transaction& transaction, const Id& user_id, Timestamp since);
std::optional<Shift> find_open_shift(db::Transaction& transaction, const Id& user_id);
std::optional<Shift> find_last_shift(db::Transaction& transaction, const Id& user_id);
Shift require_shift(db::Transaction& transaction, const Id& id);  ///< Error(not_found)
void insert(db::Transaction& transaction, const Shift& shift);
void update(db::Transaction& transaction, const Shift& shift);

/// What one person sold on a business day, and gave back.
struct SoldBy {
    Date business_date;
    Id staff_id;
    std::int64_t sales = 0;
    Money charged;
    Money refunded;  ///< whoever sold it
};
BOOST_DESCRIBE_STRUCT(SoldBy, (), (business_date, staff_id, sales, charged, refunded))
std::vector<SoldBy> list_sold(db::Transaction& transaction, const std::optional<Date>& from, const std::optional<Date>& to);

}  // namespace cafepos::time_clock::store
