#include "statement.h"

#include <algorithm>
#include <cctype>

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

}  // namespace

Statement::Statement(std::string_view name, std::string_view sqlite_sql, std::string_view postgres_sql)
    : name_(name),
      sqlite_sql_(sqlite_sql),
      postgres_sql_(postgres_sql),
      number_(registry().size()),
      parameter_count_(std::max(count_parameters(sqlite_sql), count_parameters(postgres_sql))) {
    registry().push_back(this);
}

const std::vector<const Statement*>& Statement::all() { return registry(); }

}  // namespace cafepos::db
