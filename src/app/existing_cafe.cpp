#include "existing_cafe.h"

#include <filesystem>

#include "cafe.h"
#include "commands.h"
#include "db/moving.h"
#include "db/transfer.h"

namespace cafepos::app {
namespace {

[[noreturn]] void refuse(const std::string& place) {
    throw WrongUse("There is no café in " + place +
                   ". `cafepos serve` or `cafepos migrate` makes one; or set DATA_DIR or DATABASE_URL to where it is");
}

}  // namespace

void require_cafe(const Config& config) {
    const auto file = db::embedded_file(database_options(config));
    if (file && !std::filesystem::exists(*file)) {
        refuse(std::filesystem::absolute(*file).lexically_normal().parent_path().string());
    }
    if (open_database(config, Opening::reading)->schema() == db::Database::Schema::none) refuse(file ? *file : "the database");
}

void require_this_version(db::Database& database) {
    switch (database.schema()) {
        case db::Database::Schema::current:
            return;
        case db::Database::Schema::none:
            throw WrongUse("The database holds no café yet: `cafepos serve` or `cafepos migrate` makes one");
        case db::Database::Schema::older:
            throw WrongUse("The database is of an older version: start the server or say `cafepos migrate` first");
        case db::Database::Schema::newer:
            throw WrongUse("The database was written by a newer CafePOS: install that version again");
        case db::Database::Schema::foreign:
            throw WrongUse("The database is another program's: set DATA_DIR or DATABASE_URL to the café's own");
    }
}

std::string moved_away(const Config& config) {
    const auto database = open_database(config, Opening::reading);
    require_this_version(*database);
    return db::moved_to(*database);
}

void require_here(const Config& config) {
    const auto database = open_database(config, Opening::reading);
    require_this_version(*database);
    require_here(*database);
}

void require_here(db::Database& database) {
    const std::string place = db::moved_to(database);
    if (place.empty()) return;
    throw WrongUse("This café was moved to " + place +
                   ". Set DATABASE_URL and STORE to there; or, if it is to be here again: cafepos move --undo");
}

}  // namespace cafepos::app
