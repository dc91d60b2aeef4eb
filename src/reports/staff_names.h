#pragma once

#include <map>
#include <string>

#include "core/id.h"
#include "db/database.h"

namespace cafepos::reports {

struct StaffName {
    std::string username;
    std::string full_name;
};
/// Everybody who ever worked here. Reads users of staff.
std::map<Id, StaffName> staff_names(db::Transaction& transaction);

}  // namespace cafepos::reports
