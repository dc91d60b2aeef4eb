#pragma once

#include <sqlite3.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "../session.h"
#include "prepared.h"

namespace cafepos::db::sqlite {

/// One connection to the file, with its cache of prepared statements. For one thread at a time. Throws DatabaseError.
class Connection final : public StatementRunner {
public:
    enum class Use { write, read };
    /// Opens (and for `write` creates) the file. Every setting that durability and correctness rest on is read back.
    Connection(const std::string& path, Use use, int lock_wait_ms);
    ~Connection() override;

    Rows query(const Statement& statement, std::span<const Value> values) override;
    std::int64_t execute(const Statement& statement, std::span<const Value> values) override;
    void defer(const Statement& statement, std::span<const Value> values) override;

    /// SQL that is no constant of the program: settings and migrations. The first column of its rows, as text.
    std::vector<std::string> run(const std::string& sql);
    /// The same, with all columns of a row at a time.
    void for_each_row(const std::string& sql, const std::function<void(const Row&)>& take);
    /// A statement of this connection; name and SQL must outlive it.
    [[nodiscard]] Prepared prepare(std::string_view name, std::string_view sql) { return {connection_.get(), name, sql}; }
    /// Ends an open transaction without a trace.
    void roll_back() noexcept;
    /// Throws DatabaseError if SQLite does not understand the statement.
    void check(const Statement& statement);

    [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(connection_.get()) == 0; }
    [[nodiscard]] int last_code() const { return sqlite3_extended_errcode(connection_.get()); }

private:
    struct Close {
        void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
    };
    void set(const std::string& pragma, const std::string& value, const std::string& read_back);
    Prepared& prepared(const Statement& statement);

    std::unique_ptr<sqlite3, Close> connection_;
    Use use_;
    std::vector<std::unique_ptr<Prepared>> cache_;  ///< by Statement::number()
};

}  // namespace cafepos::db::sqlite
