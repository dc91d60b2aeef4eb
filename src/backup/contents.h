#pragma once

#include <string>
#include <vector>

#include "db/database.h"

namespace cafepos::backup {

/// Whether somebody is on its staff. The database is migrated.
bool holds_a_cafe(const db::Options& database);

/// The tables of which two databases of this version, of whatever kind, hold other rows; in whatever order these are. The one
/// row that is each database's own (`store`) may differ.
std::vector<std::string> different_tables(const db::Options& one, const db::Options& other);

}  // namespace cafepos::backup
