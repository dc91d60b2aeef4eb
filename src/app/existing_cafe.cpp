#include "existing_cafe.h"

#include <filesystem>

#include "cafe.h"
#include "commands.h"
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

}  // namespace cafepos::app
