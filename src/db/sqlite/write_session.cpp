#include "write_session.h"

#include <cstdio>
#include <cstdlib>

#include "../control_statements.h"
#include "errors.h"

namespace cafepos::db::sqlite {
namespace {

constexpr int exit_input_output_error = 74;  // EX_IOERR of sysexits.h

}  // namespace

SqliteWriteSession::SqliteWriteSession(const std::string& path, const Options& options)
    : log_(options.log), connection_(path, Connection::Use::write, options.lock_wait_ms_max) {}

void SqliteWriteSession::give_up_on_storage(const DatabaseError& error) const {
    const std::string text = std::string(
                                 "the disk could not be flushed, so nothing written since can be trusted; stopping at once. "
                                 "Check the disk, then start again: what was acknowledged is recovered. ") +
                             error.what();
    if (log_) log_(text);
    std::fprintf(stderr, "cafepos: %s\n", text.c_str());
    std::_Exit(exit_input_output_error);
}

template <class Action>
auto SqliteWriteSession::watched(const Action& action) {
    try {
        return action();
    } catch (const DatabaseError& error) {
        if (is_failed_sync(connection_.last_code())) give_up_on_storage(error);
        throw;
    }
}

Rows SqliteWriteSession::query(const Statement& statement, std::span<const Value> values) {
    return watched([&] { return connection_.query(statement, values); });
}

std::int64_t SqliteWriteSession::execute(const Statement& statement, std::span<const Value> values) {
    return watched([&] { return connection_.execute(statement, values); });
}

void SqliteWriteSession::defer(const Statement& statement, std::span<const Value> values) { execute(statement, values); }

void SqliteWriteSession::send(const Gathering::Rows& rows, bool) {
    for (const Cells& row : rows.rows) {
        const std::vector<Value> values = values_of(row);
        execute(rows.change->statement(), values);
    }
}

void SqliteWriteSession::control(const Statement& statement) { execute(statement, {}); }

void SqliteWriteSession::begin() {
    memory_.begin();
    control(control::begin_write);
    memory_.at_version(query(control::lock_store, {}).at(0).integer(0));
}
void SqliteWriteSession::begin_command() { control(control::savepoint); }
void SqliteWriteSession::keep_command() { control(control::release); }

/// A full disk, an I/O error or a lack of memory may have rolled back the whole transaction, with all commands in it.
void SqliteWriteSession::undo_command() {
    if (!connection_.in_transaction()) {
        throw BatchEnded{Remedy::each_alone, DatabaseError(Failure::other, "SQLite has rolled back the whole transaction")};
    }
    control(control::rollback_to);
    control(control::release);
}

/// A full disk leaves the commit record incomplete, so nothing has happened. After any other trouble of the disk the record may
/// be on it, to be found after a crash.
void SqliteWriteSession::commit() {
    try {
        control(control::commit);
    } catch (const DatabaseError& error) {
        if (error.failure() != Failure::disk_failed) throw;
        throw DatabaseError(Failure::outcome_unknown, error.what());
    }
    mark_for_readers();
}

/// The first to read a new state notes it in the shared -shm file. That store waits when the disk hangs, and with it every read:
/// so it is made while the disk is known to work.
void SqliteWriteSession::mark_for_readers() noexcept {
    try {
        connection_.query(control::look_at_store, {});
    } catch (const std::exception&) {
        return;  // a reader does it, or has the error
    }
}

void SqliteWriteSession::abandon() noexcept {
    memory_.abandon();
    connection_.roll_back();
}

}  // namespace cafepos::db::sqlite
