#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "statement.h"

namespace cafepos::db {

/// A change that commands make by rows and that the writer sends once for a whole batch of them, PostgreSQL in one statement:
/// docs/adr/0037-what-a-batch-gathers.md. Declare it as a constant beside the store's statements, like them.
class Gathered {
public:
    enum class Role {
        row,   ///< of a change without keys: each call is a row
        key,   ///< calls of the same keys become one row
        sum,   ///< what they add up to
        last,  ///< what the last of them said
    };
    struct Column {
        std::string name;
        bool is_integer = false;  ///< else text
        Role role = Role::row;
    };

    /// `$1`, `$2` … are the columns: values in SQLite's statement, which is run for each row, arrays in PostgreSQL's, where
    /// `{rows}` stands for `unnest(…) ` of them all.
    Gathered(std::string_view name, std::string table, std::vector<Column> columns, std::string_view sqlite_sql,
             std::string_view postgres_sql);

    [[nodiscard]] const Statement& statement() const { return statement_; }
    [[nodiscard]] const std::string& table() const { return table_; }  ///< that it writes
    [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
    [[nodiscard]] bool adds_up() const { return adds_up_; }

private:
    std::string table_;
    std::vector<Column> columns_;
    bool adds_up_;  ///< it has keys
    Statement statement_;
};

}  // namespace cafepos::db
