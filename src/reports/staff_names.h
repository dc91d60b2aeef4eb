#pragma once

#include <boost/describe.hpp>
#include <map>
#include <string>

#include "core/id.h"
#include "db/database.h"

namespace cafepos::reports {

struct StaffName {
    Id id;
    std::string username;
    std::string first_name;
    std::string last_name;

    [[nodiscard]] std::string full_name() const { return first_name + " " + last_name; }
};
BOOST_DESCRIBE_STRUCT(StaffName, (), (id, username, first_name, last_name))

/// Everybody who ever worked here. Reads users of staff.
std::map<Id, StaffName> staff_names(db::Transaction& transaction);

}  // namespace cafepos::reports
