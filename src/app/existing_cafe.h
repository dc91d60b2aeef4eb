#pragma once

#include "config.h"
#include "db/database.h"

namespace cafepos::app {

/// WrongUse unless the configuration leads to a café that is there: what only looks or changes something must not make a new
/// one where a folder or an address was mistyped.
void require_cafe(const Config& config);
/// WrongUse unless the database is migrated to this program's version.
void require_this_version(db::Database& database);

}  // namespace cafepos::app
