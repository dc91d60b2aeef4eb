// A migration's file, split into what each engine runs.

#include "db/migration_sql.h"

#include "target.h"

namespace cafepos::fuzz {
namespace {

const Target migration_sql("migration_sql", [](std::string_view bytes) {
    for (const auto engine : {db::Database::Engine::sqlite, db::Database::Engine::postgres}) {
        try {
            const auto script = db::script_of({1, "0001_fuzz", bytes}, engine);
            for (const auto& statement : script.statements) require(!statement.empty(), "no statement is empty");
        } catch (const db::DatabaseError& error) {
            require(error.failure() == db::Failure::other, "a migration that breaks the rules is told so");
        }
    }
});

}  // namespace
}  // namespace cafepos::fuzz
