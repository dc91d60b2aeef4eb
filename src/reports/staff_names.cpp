#include "staff_names.h"

#include "db/table.h"

namespace cafepos::reports {
namespace {

// Reads users of staff.
const db::Query<StaffName> select_names{"reports.staff_names", "SELECT {} FROM users"};

}  // namespace

std::map<Id, StaffName> staff_names(db::Transaction& transaction) {
    std::map<Id, StaffName> names;
    for (StaffName& name : transaction.query(select_names)) names.emplace(name.id, std::move(name));
    return names;
}

}  // namespace cafepos::reports
