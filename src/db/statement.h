#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace cafepos::db {

/// One SQL statement of the program, written once for both engines, with `$1`, `$2` … as parameters.
///
/// Declare it as a constant beside the store that uses it:
///     const db::Statement insert_order{"sales.insert_order", "INSERT INTO orders (…) VALUES ($1, …)"};
/// Its name shows up in metrics and logs. Constants register themselves before main, so that one test can prepare
/// every statement on both engines and no statement is first parsed in a shop. Statements are never built at run time:
/// optional filters are written as `(CAST($1 AS TEXT) IS NULL OR column = $1)` or as statements side by side.
///
/// The common subset: no engine functions beyond COALESCE, LOWER, SUM, COUNT, MIN, MAX, CAST, CASE; `RETURNING`,
/// `ON CONFLICT`, CTEs, window functions and partial indexes are fine. Booleans are BIGINT 0/1, money, quantities and
/// times BIGINT, ids and dates TEXT (compared bytewise on both engines). EXISTS goes through CASE WHEN … THEN 1 ELSE 0 END.
/// PostgreSQL must be able to infer each parameter's type: write CAST($1 AS TEXT) or CAST($1 AS BIGINT) where it stands alone.
class Statement {
public:
    Statement(std::string_view name, std::string_view sql) : Statement(name, sql, sql) {}
    /// Where the engines truly differ: two statements side by side, same parameters, same columns.
    Statement(std::string_view name, std::string_view sqlite_sql, std::string_view postgres_sql);

    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement() = default;

    [[nodiscard]] std::string_view name() const { return name_; }
    [[nodiscard]] std::string_view sqlite_sql() const { return sqlite_sql_; }
    [[nodiscard]] std::string_view postgres_sql() const { return postgres_sql_; }
    /// Dense number in order of registration: the index of a connection's cache of prepared statements.
    [[nodiscard]] std::size_t number() const { return number_; }
    [[nodiscard]] std::size_t parameter_count() const { return parameter_count_; }

    /// All statements of the process, for the test that prepares each and for metrics.
    static const std::vector<const Statement*>& all();

private:
    std::string_view name_;
    std::string_view sqlite_sql_;
    std::string_view postgres_sql_;
    std::size_t number_;
    std::size_t parameter_count_;
};

}  // namespace cafepos::db
