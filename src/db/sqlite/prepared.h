#pragma once

#include <sqlite3.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "../value.h"

namespace cafepos::db::sqlite {

/// One prepared statement of one connection. Not thread-safe. Throws DatabaseError.
class Prepared {
public:
    Prepared(sqlite3* connection, std::string_view name, std::string_view sql);

    /// One execution: bound on construction, reset on destruction, so that no read stays open.
    class Run {
    public:
        Run(Prepared& prepared, std::span<const Value> values);
        ~Run();
        Run(const Run&) = delete;
        Run& operator=(const Run&) = delete;
        bool step();  ///< to the next row; false at the end
        [[nodiscard]] Row row() const;

    private:
        Prepared& prepared_;
    };

    [[nodiscard]] int column_count() const { return sqlite3_column_count(statement_.get()); }
    [[nodiscard]] std::vector<std::string> column_names() const;
    [[nodiscard]] bool writes() const { return sqlite3_stmt_readonly(statement_.get()) == 0; }
    /// How many different parameters the SQL names.
    [[nodiscard]] std::size_t parameter_count() const { return indexes_.size(); }

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    void bind(std::size_t position, const Value& value);
    [[nodiscard]] Row::Cell cell(int column) const;

    sqlite3* connection_;
    std::string_view name_;
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    std::vector<int> indexes_;  ///< SQLite's number of `$1`, `$2`, …: it counts in order of appearance
};

}  // namespace cafepos::db::sqlite
