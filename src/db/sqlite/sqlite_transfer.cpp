#include "sqlite_transfer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>

#include "connection.h"
#include "process_lock.h"

namespace cafepos::db::sqlite {
namespace {

std::vector<TableShape> shapes(Connection& connection, std::span<const Migration> migrations) {
    std::vector<TableShape> shapes;
    for (const std::string& name : table_names(migrations)) {
        shapes.push_back({name, connection.run(fmt::format("SELECT name FROM pragma_table_info('{}') ORDER BY cid", name))});
    }
    return shapes;
}

void append_line(std::string& lines, const Row& row) {
    for (std::size_t column = 0; column < row.size(); ++column) {
        if (column > 0) lines += '\t';
        if (row.is_null(column)) {
            lines += "\\N";
        } else if (row.is_integer(column)) {
            lines += std::to_string(row.integer(column));
        } else {
            append_escaped(lines, row.text(column));
        }
    }
    lines += '\n';
}

class SqliteRowReader final : public RowReader {
public:
    SqliteRowReader(const std::string& path, const Options& options)
        : migrations_(options.migrations), connection_(path, Connection::Use::read, options.lock_wait_ms_max) {
        connection_.run("BEGIN");
        migrations();  // the first look is the snapshot
    }

    std::vector<std::string> migrations() override {
        return connection_.run("SELECT name FROM schema_migrations ORDER BY number");
    }
    std::vector<TableShape> tables() override { return shapes(connection_, migrations_); }

    void read(const TableShape& table, const Take& take) override {
        std::string lines;
        connection_.for_each_row(fmt::format("SELECT {} FROM {}", fmt::join(table.columns, ", "), table.name),
                                 [&](const Row& row) {
                                     append_line(lines, row);
                                     if (lines.size() < piece_bytes) return;
                                     take(lines);
                                     lines.clear();
                                 });
        if (!lines.empty()) take(lines);
    }

private:
    std::span<const Migration> migrations_;
    Connection connection_;
};

/// The prepared INSERT of a table. Text becomes a number where the column is one: STRICT tables convert or refuse.
class Insertion {
public:
    Insertion(Connection& connection, const TableShape& table)
        : table_(table), sql_(sql_of(table)), prepared_(connection.prepare(table_.name, sql_)) {}

    [[nodiscard]] const TableShape& table() const { return table_; }

    void insert(std::string_view line) {
        const auto columns = columns_of(line);
        if (!columns || columns->size() != table_.columns.size()) {
            throw DatabaseError(Failure::check_violation, fmt::format("a row of {} is damaged", table_.name));
        }
        const std::vector<Value> values(columns->begin(), columns->end());
        Prepared::Run(prepared_, values).step();
    }

private:
    static std::string sql_of(const TableShape& table) {
        std::string parameters = "$1";
        for (std::size_t i = 2; i <= table.columns.size(); ++i) parameters += fmt::format(", ${}", i);
        return fmt::format("INSERT INTO {} ({}) VALUES ({})", table.name, fmt::join(table.columns, ", "), parameters);
    }

    TableShape table_;
    std::string sql_;
    Prepared prepared_;
};

class SqliteRowWriter final : public RowWriter {
public:
    SqliteRowWriter(const std::string& path, const Options& options)
        : migrations_(options.migrations), connection_(path, Connection::Use::write, options.lock_wait_ms_max) {
        connection_.run("BEGIN IMMEDIATE");
        connection_.run("PRAGMA defer_foreign_keys = ON");
        for (const std::string& name : table_names(migrations_)) connection_.run("DELETE FROM " + name);
    }

    std::vector<TableShape> tables() override { return shapes(connection_, migrations_); }

    void write(const TableShape& table, std::string_view lines) override {
        if (!insertion_ || insertion_->table() != table) insertion_.emplace(connection_, table);
        while (!lines.empty()) {
            const auto end = lines.find('\n');
            if (end == std::string_view::npos) {
                throw DatabaseError(Failure::check_violation, fmt::format("a row of {} is cut off", table.name));
            }
            insertion_->insert(lines.substr(0, end));
            lines.remove_prefix(end + 1);
        }
    }

    void commit() override { connection_.run("COMMIT"); }

private:
    std::span<const Migration> migrations_;
    Connection connection_;
    std::optional<Insertion> insertion_;
};

class SqliteExclusiveUse final : public ExclusiveUse {
public:
    explicit SqliteExclusiveUse(const std::string& path) : lock_(path) {}

private:
    ProcessLock lock_;
};

}  // namespace

std::unique_ptr<RowReader> read_rows(const std::string& path, const Options& options) {
    return std::make_unique<SqliteRowReader>(path, options);
}

std::unique_ptr<RowWriter> write_rows(const std::string& path, const Options& options) {
    return std::make_unique<SqliteRowWriter>(path, options);
}

std::unique_ptr<ExclusiveUse> use_exclusively(const std::string& path) { return std::make_unique<SqliteExclusiveUse>(path); }

}  // namespace cafepos::db::sqlite
