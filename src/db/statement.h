#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
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
/// A list of ids or texts of any length is one parameter: `menu_item_id IN {$1}`, given as db::list_of(ids).
///
/// What a slice reads and writes goes through the structs of table.h; a bare Statement is for changes (UPDATE, DELETE).
class Statement {
public:
    Statement(std::string_view name, std::string_view sql) : Statement(name, sql, sql) {}
    /// Where the engines truly differ: two statements side by side, same parameters, same columns.
    Statement(std::string_view name, std::string_view sqlite_sql, std::string_view postgres_sql,
              std::vector<std::string> columns = {});

    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement() = default;

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const std::string& sqlite_sql() const { return sqlite_sql_; }
    [[nodiscard]] const std::string& postgres_sql() const { return postgres_sql_; }
    /// What is wrong with the columns of the result, for Database::prepare_all; nothing where nobody reads them by name.
    [[nodiscard]] std::optional<std::string> problem_of_columns(const std::vector<std::string>& columns) const;
    /// Dense number in order of registration: the index of a connection's cache of prepared statements.
    [[nodiscard]] std::size_t number() const { return number_; }
    [[nodiscard]] std::size_t parameter_count() const { return parameter_count_; }
    /// It asks for what was stored before the batch only: who asks has looked through what the batch has Counted (known.h).
    [[nodiscard]] bool asks_of_earlier_batches() const { return asks_of_earlier_batches_; }
    void ask_of_earlier_batches() { asks_of_earlier_batches_ = true; }

    /// How often it was asked for since the start, and how long was waited for its answers; deferred ones are not waited for.
    struct Use {
        std::uint64_t times = 0;
        std::chrono::nanoseconds waited{0};
    };
    [[nodiscard]] Use use() const;
    /// Thread-safe.
    void note_use(std::chrono::nanoseconds waited) const;

    /// All statements of the process, for the test that prepares each and for metrics.
    static const std::vector<const Statement*>& all();

private:
    std::string name_;
    std::string sqlite_sql_;
    std::string postgres_sql_;
    std::vector<std::string> columns_;  ///< that the result has, in this order; empty: any
    std::size_t number_;
    bool asks_of_earlier_batches_ = false;
    std::size_t parameter_count_;
    mutable std::atomic<std::uint64_t> times_ = 0;
    mutable std::atomic<std::int64_t> waited_ns_ = 0;
};

}  // namespace cafepos::db
