#include "postgres_transfer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "connect.h"
#include "errors.h"

namespace cafepos::db::postgres {
namespace {

struct FreeMemory {
    void operator()(char* memory) const { PQfreemem(memory); }
};

std::vector<TableShape> shapes(PGconn* connection, std::span<const Migration> migrations) {
    std::vector<TableShape> shapes;
    for (const std::string& name : table_names(migrations)) {
        shapes.push_back({name, run(connection, fmt::format("SELECT attname FROM pg_attribute WHERE attrelid = '{}'::regclass "
                                                            "AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
                                                            name))});
    }
    return shapes;
}

/// The state after a COPY began, or ended.
void expect(PGconn* connection, ExecStatusType expected, const std::string& sql, PGresult* raw) {
    const ResultHandle result(raw);
    if (PQresultStatus(result.get()) != expected) throw DatabaseError(failed(0, connection, result.get(), sql).error);
}

void expect_copied(PGconn* connection, const std::string& sql) {
    expect(connection, PGRES_COMMAND_OK, sql, PQgetResult(connection));
    while (const ResultHandle rest{PQgetResult(connection)}) {
    }
}

class PostgresRowReader final : public RowReader {
public:
    explicit PostgresRowReader(const Options& options)
        : migrations_(options.migrations), connection_(connect(options, Purpose::migration)) {
        run(connection_.get(), "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    }

    std::vector<std::string> migrations() override {
        return run(connection_.get(), "SELECT name FROM schema_migrations ORDER BY number");
    }
    std::vector<TableShape> tables() override { return shapes(connection_.get(), migrations_); }

    void read(const TableShape& table, const Take& take) override {
        const std::string sql = fmt::format("COPY {} ({}) TO STDOUT", table.name, fmt::join(table.columns, ", "));
        expect(connection_.get(), PGRES_COPY_OUT, sql, PQexec(connection_.get(), sql.c_str()));
        std::string lines;
        char* line = nullptr;
        for (int size = 0; (size = PQgetCopyData(connection_.get(), &line, 0)) > 0;) {
            const std::unique_ptr<char, FreeMemory> owned(line);
            lines.append(line, static_cast<std::size_t>(size));
            if (lines.size() < piece_bytes) continue;
            take(lines);
            lines.clear();
        }
        expect_copied(connection_.get(), sql);
        if (!lines.empty()) take(lines);
    }

private:
    std::span<const Migration> migrations_;
    ConnectionHandle connection_;
};

class PostgresRowWriter final : public RowWriter {
public:
    explicit PostgresRowWriter(const Options& options)
        : migrations_(options.migrations), connection_(connect(options, Purpose::migration)) {
        run(connection_.get(), "BEGIN");
        auto names = table_names(migrations_);
        run(connection_.get(), fmt::format("TRUNCATE {}", fmt::join(names, ", ")));
    }

    std::vector<TableShape> tables() override { return shapes(connection_.get(), migrations_); }

    void write(const TableShape& table, std::string_view lines) override {
        const std::string sql = fmt::format("COPY {} ({}) FROM STDIN", table.name, fmt::join(table.columns, ", "));
        expect(connection_.get(), PGRES_COPY_IN, sql, PQexec(connection_.get(), sql.c_str()));
        if (PQputCopyData(connection_.get(), lines.data(), static_cast<int>(lines.size())) != 1 ||
            PQputCopyEnd(connection_.get(), nullptr) != 1) {
            throw DatabaseError(failed(0, connection_.get(), nullptr, sql).error);
        }
        expect_copied(connection_.get(), sql);
    }

    void commit() override { run(connection_.get(), "COMMIT"); }

private:
    std::span<const Migration> migrations_;
    ConnectionHandle connection_;
};

}  // namespace

std::unique_ptr<RowReader> read_rows(const Options& options) { return std::make_unique<PostgresRowReader>(options); }
std::unique_ptr<RowWriter> write_rows(const Options& options) { return std::make_unique<PostgresRowWriter>(options); }

}  // namespace cafepos::db::postgres
