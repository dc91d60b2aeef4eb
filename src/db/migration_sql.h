#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "database.h"

namespace cafepos::db {

/// The statements of a migration, without comments, spelled for the engine (see Migration for the rules). Pure.
std::vector<std::string> migration_statements(std::string_view sql, Database::Engine engine);

}  // namespace cafepos::db
