#include "staff_names.h"

namespace cafepos::reports {
namespace {

const db::Statement names_statement{"reports.staff_names", "SELECT id, username, first_name, last_name FROM users"};

}  // namespace

std::map<Id, StaffName> staff_names(db::Transaction& transaction) {
    std::map<Id, StaffName> names;
    for (const db::Row& row : transaction.query(names_statement)) {
        names[row.id(0)] = {row.text(1), row.text(2) + " " + row.text(3)};
    }
    return names;
}

}  // namespace cafepos::reports
