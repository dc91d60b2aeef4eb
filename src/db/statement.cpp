#include "statement.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace cafepos::db {
namespace {

std::vector<const Statement*>& registry() {
    static std::vector<const Statement*> statements;
    return statements;
}

/// The highest n of `$n`.
std::size_t count_parameters(std::string_view sql) {
    std::size_t highest = 0;
    for (auto at = sql.find('$'); at != std::string_view::npos; at = sql.find('$', at + 1)) {
        std::size_t number = 0;
        for (auto digit = at + 1; digit < sql.size() && std::isdigit(static_cast<unsigned char>(sql[digit])) != 0; ++digit) {
            number = number * 10 + static_cast<std::size_t>(sql[digit] - '0');
        }
        highest = std::max(highest, number);
    }
    return highest;
}

/// The SQL with each `IN {$n}` as the engine reads a JSON array: `head`, the parameter, `tail`.
std::string with_lists(std::string_view sql, std::string_view head, std::string_view tail) {
    static constexpr std::string_view opening = "IN {";
    std::string written;
    for (auto at = sql.find(opening); at != std::string_view::npos; at = sql.find(opening)) {
        const auto end = sql.find('}', at);
        if (end == std::string_view::npos) throw std::logic_error("a list without its end: " + std::string(sql));
        written.append(sql.substr(0, at)).append(head);
        written.append(sql.substr(at + opening.size(), end - at - opening.size())).append(tail);
        sql.remove_prefix(end + 1);
    }
    return written.append(sql);
}

}  // namespace

Statement::Statement(std::string_view name, std::string_view sqlite_sql, std::string_view postgres_sql,
                     std::vector<std::string> columns)
    : name_(name),
      sqlite_sql_(with_lists(sqlite_sql, "IN (SELECT value FROM json_each(", "))")),
      postgres_sql_(with_lists(postgres_sql, "= ANY(ARRAY(SELECT json_array_elements_text(CAST(", " AS JSON))))")),
      columns_(std::move(columns)),
      number_(registry().size()),
      parameter_count_(std::max(count_parameters(sqlite_sql), count_parameters(postgres_sql))) {
    registry().push_back(this);
}

std::optional<std::string> Statement::problem_of_columns(const std::vector<std::string>& columns) const {
    if (columns_.empty() || columns_ == columns) return std::nullopt;
    const auto listed = [](const std::vector<std::string>& names) {
        std::string list;
        for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
        return list;
    };
    return name_ + ": the result has the columns " + listed(columns) + ", but its struct " + listed(columns_);
}

Statement::Use Statement::use() const {
    return {times_.load(std::memory_order_relaxed), std::chrono::nanoseconds(waited_ns_.load(std::memory_order_relaxed))};
}

void Statement::note_use(std::chrono::nanoseconds waited) const {
    times_.fetch_add(1, std::memory_order_relaxed);
    waited_ns_.fetch_add(waited.count(), std::memory_order_relaxed);
}

const std::vector<const Statement*>& Statement::all() { return registry(); }

}  // namespace cafepos::db
