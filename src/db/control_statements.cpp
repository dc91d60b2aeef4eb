#include "control_statements.h"

namespace cafepos::db::control {

// Each statement must see what was committed while the store's row was waited for, whatever the server's default is.
const Statement begin_write{"db.begin_write", "BEGIN IMMEDIATE", "BEGIN ISOLATION LEVEL READ COMMITTED"};
const Statement begin_read{"db.begin_read", "BEGIN", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"};
// PostgreSQL keeps the plan of a prepared statement: one made while a table had a page would walk through it for ever after. What
// commands do looks rows up; where there is no index, PostgreSQL walks all the same. SQLite always takes the index.
const Statement use_indexes{"db.use_indexes", "SELECT 1", "SET LOCAL enable_seqscan = off"};
const Statement lock_store{"db.lock_store", "SELECT id FROM store WHERE id = 1", "SELECT id FROM store WHERE id = 1 FOR UPDATE"};
const Statement savepoint{"db.savepoint", "SAVEPOINT command"};
const Statement release{"db.release", "RELEASE SAVEPOINT command"};
const Statement rollback_to{"db.rollback_to", "ROLLBACK TO SAVEPOINT command"};
const Statement commit{"db.commit", "COMMIT"};
const Statement rollback{"db.rollback", "ROLLBACK"};
const Statement analyze{"db.analyze", "ANALYZE"};

}  // namespace cafepos::db::control
