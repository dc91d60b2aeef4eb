#include "transfer.h"

namespace cafepos::db {
namespace {

constexpr std::string_view create_table = "CREATE TABLE ";

char escape_of(char c) {
    switch (c) {
        case '\\':
            return '\\';
        case '\t':
            return 't';
        case '\n':
            return 'n';
        case '\r':
            return 'r';
        default:
            return 0;
    }
}

// PostgreSQL also writes \b, \f and \v.
char unescaped(char c) {
    switch (c) {
        case 't':
            return '\t';
        case 'n':
            return '\n';
        case 'r':
            return '\r';
        case 'b':
            return '\b';
        case 'f':
            return '\f';
        case 'v':
            return '\v';
        case '\\':
            return '\\';
        default:
            return 0;
    }
}

/// One column, which is not NULL; empty if it is none.
std::optional<std::string> value_of(std::string_view column) {
    std::string value;
    value.reserve(column.size());
    for (std::size_t i = 0; i < column.size(); ++i) {
        if (column[i] != '\\') {
            value += column[i];
            continue;
        }
        const char c = ++i < column.size() ? unescaped(column[i]) : '\0';
        if (c == 0) return std::nullopt;
        value += c;
    }
    return value;
}

}  // namespace

void append_escaped(std::string& line, std::string_view value) {
    for (const char c : value) {
        if (const char escape = escape_of(c); escape != 0) {
            line += '\\';
            line += escape;
        } else {
            line += c;
        }
    }
}

std::optional<std::vector<std::optional<std::string>>> columns_of(std::string_view line) {
    std::vector<std::optional<std::string>> columns;
    while (true) {
        const auto end = line.find('\t');
        const auto column = line.substr(0, end);
        if (column == "\\N") {
            columns.emplace_back();
        } else {
            auto value = value_of(column);
            if (!value) return std::nullopt;
            columns.push_back(std::move(value));
        }
        if (end == std::string_view::npos) return columns;
        line.remove_prefix(end + 1);
    }
}

std::vector<std::string> table_names(std::span<const Migration> migrations) {
    std::vector<std::string> names;
    for (const Migration& migration : migrations) {
        std::string_view sql = migration.sql;
        for (auto at = sql.find(create_table); at != std::string_view::npos; at = sql.find(create_table)) {
            sql.remove_prefix(at + create_table.size());
            names.emplace_back(sql.substr(0, sql.find(' ')));
        }
    }
    return names;
}

}  // namespace cafepos::db
