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

/// The databases refuse neither within JSON; a lone parameter of theirs is refused by the engine.
std::string_view checked(std::string_view text) {
    if (text.find('\0') == std::string_view::npos && text::is_utf8(text)) return text;
    throw DatabaseError(Failure::check_violation, "a row's value is not UTF-8 text");
}

void write_value(json::Writer& out, const Value& value) {
    struct Visitor {
        json::Writer& out;
        void operator()(std::nullptr_t) const { out.raw("null"); }
        void operator()(std::int64_t number) const { out.number(number); }
        void operator()(std::string_view text) const { out.string(checked(text)); }
    };
    std::visit(Visitor{out}, value.data());
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

std::string sqlite_insert_all_sql(const std::string& table, const std::vector<std::string>& columns) {
    return fmt::format("INSERT INTO {} ({}) SELECT value ->> '{}' FROM json_each($1)", table, fmt::join(columns, ", "),
                       fmt::join(columns, "', value ->> '"));
}

std::string postgres_insert_all_sql(const std::string& table, const std::vector<std::string>& columns) {
    const std::string list = fmt::format("{}", fmt::join(columns, ", "));
    return fmt::format("INSERT INTO {0} ({1}) SELECT {1} FROM json_populate_recordset(CAST(NULL AS {0}), CAST($1 AS JSON))",
                       table, list);
}

std::string json_rows(const std::vector<std::string>& columns, const std::vector<std::vector<Value>>& rows) {
    json::Writer out;
    out.begin_array();
    for (const std::vector<Value>& row : rows) {
        out.element();
        out.begin_object();
        for (std::size_t i = 0; i < columns.size(); ++i) {
            out.key(columns[i]);
            write_value(out, row[i]);
        }
        out.end_object();
    }
    out.end_array();
    return out.take();
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
