#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "database.h"

/// All rows of a database, for backups that either engine can read. Rows travel as lines of PostgreSQL's COPY text format: a tab
/// between columns, \N for NULL, backslash escapes, a newline at the end of each.
namespace cafepos::db {

inline constexpr std::size_t piece_bytes = 1024UL * 1024;  ///< about what is read or written at once

struct TableShape {
    std::string name;
    std::vector<std::string> columns;
    bool operator==(const TableShape&) const = default;
};

/// One snapshot, also beside a running café. Not thread-safe. Throws DatabaseError.
class RowReader {
public:
    using Take = std::function<void(std::string_view lines)>;

    RowReader() = default;
    RowReader(const RowReader&) = delete;
    RowReader& operator=(const RowReader&) = delete;
    virtual ~RowReader() = default;

    virtual std::vector<std::string> migrations() = 0;  ///< the names of those applied, in order
    virtual std::vector<TableShape> tables() = 0;       ///< those of the migrations, each after the ones it refers to
    virtual void read(const TableShape& table, const Take& take) = 0;  ///< in pieces of whole lines of about a megabyte
};
std::unique_ptr<RowReader> read_rows(const Options& options);

/// One transaction that puts other rows in the place of all that there are. The database is migrated and nobody else's; without
/// commit() nothing has happened. Not thread-safe. Throws DatabaseError, also for lines that are none.
class RowWriter {
public:
    RowWriter() = default;
    RowWriter(const RowWriter&) = delete;
    RowWriter& operator=(const RowWriter&) = delete;
    virtual ~RowWriter() = default;

    virtual std::vector<TableShape> tables() = 0;
    /// `table` is one of tables().
    virtual void write(const TableShape& table, std::string_view lines) = 0;
    virtual void commit() = 0;
};
std::unique_ptr<RowWriter> write_rows(const Options& options);

/// The tables that these migrations create, in that order.
std::vector<std::string> table_names(std::span<const Migration> migrations);

/// A value as it stands in a line, and back. Null stands for NULL.
void append_escaped(std::string& line, std::string_view value);
/// The columns of a line without its newline; empty for one that is no line.
std::optional<std::vector<std::optional<std::string>>> columns_of(std::string_view line);

/// The file of an embedded database; empty for a server's URL. Throws DatabaseError for neither.
std::optional<std::string> embedded_file(const Options& options);

/// Keeps every other writing CafePOS away from an embedded database as long as it lives.
class ExclusiveUse {
public:
    ExclusiveUse() = default;
    ExclusiveUse(const ExclusiveUse&) = delete;
    ExclusiveUse& operator=(const ExclusiveUse&) = delete;
    virtual ~ExclusiveUse() = default;
};
/// Throws DatabaseError(busy) when another CafePOS has it. Null for a server.
std::unique_ptr<ExclusiveUse> use_exclusively(const Options& options);

}  // namespace cafepos::db
