#pragma once

#include <span>
#include <string_view>

namespace cafepos::db {

/// One file of migrations/, compiled in by the build. Written in PostgreSQL's spelling with two types only, BIGINT and
/// TEXT. For SQLite the migrator spells BIGINT as INTEGER and ends each CREATE TABLE with STRICT; for PostgreSQL it gives
/// TEXT columns COLLATE "C", so that both compare bytewise. Each statement ends with `;` at the end of a line.
struct Migration {
    int number;
    std::string_view name;  ///< file name without its extension: 0001_staff
    std::string_view sql;
};

/// All migrations in the order of their numbers, which begin at 1 and have no gaps.
std::span<const Migration> migrations();

}  // namespace cafepos::db
