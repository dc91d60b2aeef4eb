#include "control_statements.h"

namespace cafepos::db::control {

// Each statement must see what was committed while the store's row was waited for, whatever the server's default is.
const Statement begin_write{"db.begin_write", "BEGIN IMMEDIATE", "BEGIN ISOLATION LEVEL READ COMMITTED"};
const Statement begin_read{"db.begin_read", "BEGIN", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"};
// It answers the version of the known rows (known.h): of PostgreSQL the triggers raise it, of SQLite it is raised by any commit
// of another connection, and there is none but the writer's. A café that was moved (moving.h) is not locked by anybody any more.
const Statement lock_store{"db.lock_store", "PRAGMA data_version", R"(
    SELECT CASE WHEN moved_to IS NULL THEN known_version ELSE refuse_moved(moved_to) END AS known_version
    FROM store WHERE id = 1 FOR UPDATE)"};
const Statement look_at_store{"db.look_at_store", "SELECT id FROM store WHERE id = 1"};
const Statement savepoint{"db.savepoint", "SAVEPOINT command"};
const Statement release{"db.release", "RELEASE SAVEPOINT command"};
const Statement rollback_to{"db.rollback_to", "ROLLBACK TO SAVEPOINT command"};
const Statement commit{"db.commit", "COMMIT"};
const Statement rollback{"db.rollback", "ROLLBACK"};
const Statement analyze{"db.analyze", "ANALYZE"};

}  // namespace cafepos::db::control
