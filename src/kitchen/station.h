#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/id.h"
#include "core/time.h"

namespace cafepos::kitchen {

/// Texts that may hold any letter: categories. A JSON array in the database.
struct Texts : std::vector<std::string> {
    using std::vector<std::string>::vector;
    Texts(std::vector<std::string> texts) : std::vector<std::string>(std::move(texts)) {}
};

/// Where something of the menu is made: the bar, the kitchen.
struct Station {
    Id id = {};
    std::string name = {};
    std::optional<Id> printer_id = {};  ///< empty: it has a display only
    Texts categories = {};              ///< of the menu; an item's own station wins over its category's
    std::int64_t sort_order = 0;
    bool active = true;  ///< false: nothing more is sent to it
    Timestamp created_at = {};
    Timestamp updated_at = {};
};
BOOST_DESCRIBE_STRUCT(Station, (), (id, name, printer_id, categories, sort_order, active, created_at, updated_at))

}  // namespace cafepos::kitchen
