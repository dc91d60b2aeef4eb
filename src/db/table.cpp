#include "table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/text.h"
#include "json/write.h"

namespace cafepos::db {

Value Column<std::vector<std::string>>::write(const std::vector<std::string>& words) {
    return Value::of_own(fmt::format("{}", fmt::join(words, ",")));
}

std::vector<std::string> Column<std::vector<std::string>>::read(const Row& row, std::size_t column) {
    return text::split(row.text(column), ',');
}

namespace detail {
namespace {

bool is_alias(std::string_view name) {
    return std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

std::string list_of_columns(const std::vector<std::string>& columns, std::string_view alias) {
    if (alias.empty()) return fmt::format("{}", fmt::join(columns, ", "));
    const std::string separator = fmt::format(", {}.", alias);
    return fmt::format("{}.{}", alias, fmt::join(columns, separator));
}

/// `$2, $3 …`
std::string parameters(std::size_t first, std::size_t count) {
    std::string list;
    for (std::size_t number = first; number < first + count; ++number) {
        list += fmt::format("{}${}", list.empty() ? "" : ", ", number);
    }
    return list;
}

}  // namespace

std::string with_columns(std::string_view sql, const std::vector<std::string>& columns) {
    std::string written;
    for (auto at = sql.find('{'); at != std::string_view::npos; at = sql.find('{')) {
        const auto end = sql.find('}', at);
        if (end == std::string_view::npos) throw std::logic_error(fmt::format("a brace without its end: {}", sql));
        const std::string_view name = sql.substr(at + 1, end - at - 1);
        written.append(sql.substr(0, at));
        written += is_alias(name) ? list_of_columns(columns, name) : fmt::format("{{{}}}", name);
        sql.remove_prefix(end + 1);
    }
    return written.append(sql);
}

std::string insert_sql(const std::string& table, const std::vector<std::string>& columns) {
    return fmt::format("INSERT INTO {} ({}) VALUES ({})", table, fmt::join(columns, ", "), parameters(1, columns.size()));
}

std::string update_sql(const std::string& table, const std::vector<std::string>& columns) {
    std::string changes;
    for (std::size_t i = 1; i < columns.size(); ++i) {
        changes += fmt::format("{}{} = ${}", changes.empty() ? "" : ", ", columns[i], i + 1);
    }
    return fmt::format("UPDATE {} SET {} WHERE {} = $1", table, changes, columns.front());
}

std::string upsert_sql(const std::string& table, const std::vector<std::string>& columns, std::size_t key_members) {
    const auto key_end = columns.begin() + static_cast<std::ptrdiff_t>(key_members);
    std::string changes;
    for (auto column = key_end; column != columns.end(); ++column) {
        changes += fmt::format("{0}{1} = excluded.{1}", changes.empty() ? "" : ", ", *column);
    }
    return fmt::format("{} ON CONFLICT ({}) DO UPDATE SET {}", insert_sql(table, columns),
                       fmt::join(columns.begin(), key_end, ", "), changes);
}

std::string insert_rows_sql(const std::string& table, const std::vector<std::string>& columns) {
    return fmt::format("INSERT INTO {} ({}) SELECT * FROM {{rows}}", table, fmt::join(columns, ", "));
}

std::string json_list(const std::vector<std::string_view>& texts) {
    json::Writer out;
    out.begin_array();
    for (const std::string_view text : texts) {
        out.element();
        out.string(text);
    }
    out.end_array();
    return out.take();
}

}  // namespace detail
}  // namespace cafepos::db
