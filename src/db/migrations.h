#pragma once

#include <span>
#include <string_view>

namespace cafepos::db {

/// One file of migrations/, compiled in by the build. migrations/README.md says how to write one.
///
/// Written in PostgreSQL's spelling with two types only, BIGINT and TEXT. For SQLite the migrator spells BIGINT as INTEGER and
/// ends each CREATE TABLE with STRICT; for PostgreSQL it gives TEXT columns COLLATE "C", so that both compare bytewise. Each
/// statement ends with `;` at the end of a line, and no line has a `;` elsewhere, but in quotes.
///
/// Marks are whole lines. `-- sqlite:`, `-- postgres:` and `-- both:` begin a block for that engine; a file begins in a block for
/// both. `-- rebuild`, before all else but comments, lets SQLite rebuild tables that others refer to: see MigrationSession.
struct Migration {
    int number;
    std::string_view name;  ///< file name without its extension: 0001_staff
    std::string_view sql;
};

/// All migrations in the order of their numbers, which begin at 1 and have no gaps.
std::span<const Migration> migrations();

}  // namespace cafepos::db
