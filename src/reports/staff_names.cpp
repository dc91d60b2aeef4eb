#include "staff_names.h"

#include "core/text.h"

namespace cafepos::reports {
namespace {

const db::Statement names_statement{"reports.staff_names", "SELECT username, first_name, last_name FROM users"};

}  // namespace

std::map<std::string, std::string> staff_names(db::Transaction& transaction) {
    std::map<std::string, std::string> names;
    for (const db::Row& row : transaction.query(names_statement)) {
        names[row.text(0)] = text::trim(row.text(1) + " " + row.text(2));
    }
    return names;
}

}  // namespace cafepos::reports
