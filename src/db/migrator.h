#pragma once

#include <span>
#include <string>
#include <vector>

#include "database.h"

namespace cafepos::db {

/// A connection as the migrator needs it. Throws DatabaseError.
class MigrationSession {
public:
    MigrationSession() = default;
    MigrationSession(const MigrationSession&) = delete;
    MigrationSession& operator=(const MigrationSession&) = delete;
    virtual ~MigrationSession() = default;

    [[nodiscard]] virtual Database::Engine engine() const = 0;
    /// Opens a transaction and waits until no other process migrates. In a `rebuild` SQLite enforces no references, so that a
    /// table which others refer to can be dropped and made anew; commit() then refuses (and the caller rolls back) if any
    /// reference leads nowhere. PostgreSQL changes its tables in place and knows no difference.
    virtual void begin(bool rebuild) = 0;
    /// Makes the schema of the store where there is none; DatabaseError, in words for the owner, if he may not.
    virtual void make_room() = 0;
    virtual void run(const std::string& sql) = 0;
    virtual std::vector<std::string> first_column(const std::string& sql) = 0;
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0;
};

/// Applies what is missing of `migrations`, each in a transaction of its own; returns how many. A database that knows
/// other migrations than these, or more, or that has tables of another program, or no room for ours, is refused with a text
/// for its owner.
int apply_migrations(MigrationSession& session, std::span<const Migration> migrations);

/// Reads only.
Database::Schema schema_of(MigrationSession& session, std::span<const Migration> migrations);

}  // namespace cafepos::db
