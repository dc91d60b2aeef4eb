#pragma once

#include <string>
#include <vector>

#include "database.h"

namespace cafepos::db {

/// What one engine runs of a migration.
struct MigrationScript {
    bool rebuild = false;
    std::vector<std::string> statements;  ///< without comments, spelled for the engine
};

/// Pure. A migration that breaks the rules (see Migration) is a DatabaseError that names file and line.
MigrationScript script_of(const Migration& migration, Database::Engine engine);

}  // namespace cafepos::db
