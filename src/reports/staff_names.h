#pragma once

#include <map>
#include <string>

#include "db/database.h"

namespace cafepos::reports {

/// First and last name of everybody who ever worked here, by user name. Reads users of staff.
std::map<std::string, std::string> staff_names(db::Transaction& transaction);

}  // namespace cafepos::reports
