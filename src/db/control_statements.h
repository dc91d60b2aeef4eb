#pragma once

#include "statement.h"

/// The statements of the transactions themselves, cached and prepared like all others.
namespace cafepos::db::control {

extern const Statement begin_write;
extern const Statement begin_read;
extern const Statement lock_store;
extern const Statement look_at_store;  ///< whether the database answers
extern const Statement savepoint;
extern const Statement release;
extern const Statement rollback_to;
extern const Statement commit;
extern const Statement rollback;
extern const Statement analyze;

}  // namespace cafepos::db::control
