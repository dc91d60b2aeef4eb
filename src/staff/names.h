#pragma once

#include <boost/describe.hpp>
#include <map>
#include <string>
#include <vector>

#include "core/id.h"
#include "db/database.h"

namespace cafepos::staff {

struct StaffName {
    Id id;
    std::string username;
    std::string first_name;
    std::string last_name;

    [[nodiscard]] std::string full_name() const { return first_name + " " + last_name; }
};
BOOST_DESCRIBE_STRUCT(StaffName, (), (id, username, first_name, last_name))

/// Everybody who ever worked here, also who was deleted: what they did keeps their names.
std::map<Id, StaffName> names_of_all(db::Transaction& transaction);

std::vector<std::string> names_of_roles(db::Transaction& transaction);

}  // namespace cafepos::staff
