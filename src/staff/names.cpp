#include "names.h"

#include "db/table.h"
#include "store.h"

namespace cafepos::staff {
namespace {

const db::Query<StaffName> select_names{"staff.names_of_all", "SELECT {} FROM users"};

}  // namespace

std::map<Id, StaffName> names_of_all(db::Transaction& transaction) {
    std::map<Id, StaffName> names;
    for (StaffName& name : transaction.query(select_names)) names.emplace(name.id, std::move(name));
    return names;
}

std::vector<std::string> names_of_roles(db::Transaction& transaction) {
    std::vector<std::string> names;
    for (const Role& role : store::list_roles(transaction)) names.push_back(role.name);
    return names;
}

}  // namespace cafepos::staff
