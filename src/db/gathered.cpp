#include "gathered.h"

#include <fmt/format.h>

#include <algorithm>

namespace cafepos::db {
namespace {

bool has_keys(const std::vector<Gathered::Column>& columns) {
    return std::ranges::find(columns, Gathered::Role::key, &Gathered::Column::role) != columns.end();
}

std::string with_rows(std::string_view sql, const std::vector<Gathered::Column>& columns) {
    static constexpr std::string_view mark = "{rows}";
    const auto at = sql.find(mark);
    std::string arrays;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        arrays += fmt::format("{}CAST(${} AS {}[])", i == 0 ? "" : ", ", i + 1, columns[i].is_integer ? "BIGINT" : "TEXT");
    }
    return fmt::format("{}unnest({}){}", sql.substr(0, at), arrays, sql.substr(at + mark.size()));
}

}  // namespace

Gathered::Gathered(std::string_view name, std::string table, std::vector<Column> columns, std::string_view sqlite_sql,
                   std::string_view postgres_sql)
    : table_(std::move(table)),
      columns_(std::move(columns)),
      adds_up_(has_keys(columns_)),
      statement_(name, sqlite_sql, with_rows(postgres_sql, columns_)) {}

}  // namespace cafepos::db
