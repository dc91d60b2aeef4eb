#include "names.h"

#include "db/table.h"

namespace cafepos::staff {
namespace {

const db::Query<StaffName> select_names{"staff.names_of_all", "SELECT {} FROM users"};

}  // namespace

std::map<Id, StaffName> names_of_all(db::Transaction& transaction) {
    std::map<Id, StaffName> names;
    for (StaffName& name : transaction.query(select_names)) names.emplace(name.id, std::move(name));
    return names;
}

}  // namespace cafepos::staff
