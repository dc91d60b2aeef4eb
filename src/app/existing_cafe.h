#pragma once

#include <string>

#include "config.h"
#include "db/database.h"

namespace cafepos::app {

/// WrongUse unless the configuration leads to a café that is there: what only looks or changes something must not make a new
/// one where a folder or an address was mistyped.
void require_cafe(const Config& config);
/// WrongUse unless the database is migrated to this program's version.
void require_this_version(db::Database& database);

/// Where the café was moved to (`cafepos move`), or nothing. WrongUse as require_this_version.
std::string moved_away(const Config& config);
/// WrongUse, in words for the owner, if it was moved away: who sold on here would sell into books that nobody keeps.
void require_here(const Config& config);
void require_here(db::Database& database);

}  // namespace cafepos::app
