#include "errors.h"

#include <fmt/format.h>

#include <cerrno>

namespace cafepos::db::sqlite {
namespace {

Failure failure_of_constraint(int extended_code) {
    switch (extended_code) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID:
            return Failure::unique_violation;
        case SQLITE_CONSTRAINT_FOREIGNKEY:
            return Failure::foreign_key_violation;
        default:
            return Failure::check_violation;
    }
}

bool is_no_space(int system_error) { return system_error == ENOSPC || system_error == EDQUOT; }

}  // namespace

/// A disk that does not read or write is to those who ask as a server that does not answer: it may again.
Failure failure_of(int extended_code, int system_error) {
    switch (extended_code & 0xff) {
        case SQLITE_CONSTRAINT:
            return failure_of_constraint(extended_code);
        case SQLITE_MISMATCH:
            return Failure::check_violation;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return Failure::busy;
        case SQLITE_FULL:
            return Failure::storage_full;
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
            return is_no_space(system_error) ? Failure::storage_full : Failure::disk_failed;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return Failure::disk_failed;
        default:
            return Failure::other;
    }
}

DatabaseError error_of(sqlite3* connection, std::string_view doing) {
    const int code = sqlite3_extended_errcode(connection);
    // SQLite has one code for what a page says and for a page that the disk does not give.
    if ((code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB) {
        return {failure_of(code, 0),
                fmt::format(
                    "the database file is damaged, or the disk cannot read it: check the disk, then start CafePOS again. If it "
                    "says this again, restore a backup with `cafepos restore FILE` ({}: {}, SQLite {})",
                    doing, sqlite3_errmsg(connection), code)};
    }
    return {failure_of(code, sqlite3_system_errno(connection)),
            fmt::format("{}: {} (SQLite {})", doing, sqlite3_errmsg(connection), code)};
}

bool is_failed_sync(int extended_code) { return extended_code == SQLITE_IOERR_FSYNC || extended_code == SQLITE_IOERR_DIR_FSYNC; }

}  // namespace cafepos::db::sqlite
