#pragma once

#include <sqlite3.h>

#include <string_view>

#include "../database.h"

namespace cafepos::db::sqlite {

/// The failure that an extended result code means; `system_error` is the errno of the last failed system call.
Failure failure_of(int extended_code, int system_error);

/// The error the connection has just met. `doing` says for the log what failed: a statement's name.
DatabaseError error_of(sqlite3* connection, std::string_view doing);

/// After this nothing that was written can be trusted to be on the disk.
bool is_failed_sync(int extended_code);

}  // namespace cafepos::db::sqlite
