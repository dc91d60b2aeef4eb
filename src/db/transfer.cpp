#include "transfer.h"

#include <algorithm>

#include "core/text.h"
#include "migration_sql.h"

namespace cafepos::db {
namespace {

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

/// Tables in the order in which their names were first given: a table made anew keeps its place before those that refer to it.
class Tables {
public:
    void apply(const std::string& statement) {
        const auto words = text::split(statement.substr(0, statement.find('(')), ' ');
        if (words.size() < 3 || words[1] != "TABLE") return;
        if (words[0] == "CREATE") add(words[2]);
        if (words[0] == "DROP") made(words[2])->is_there = false;
        if (words[0] == "ALTER" && words.size() == 6 && words[3] == "RENAME" && words[4] == "TO") {
            places_.erase(made(words[2]));
            add(words[5]);
        }
    }
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (const auto& [name, is_there] : places_) {
            if (is_there) names.push_back(name);
        }
        return names;
    }

private:
    struct Place {
        std::string name;
        bool is_there;
    };
    std::vector<Place>::iterator place_of(std::string_view name) { return std::ranges::find(places_, name, &Place::name); }
    std::vector<Place>::iterator made(const std::string& name) {
        const auto place = place_of(name);
        if (place == places_.end()) throw std::logic_error("no migration makes the table " + name);
        return place;
    }
    void add(const std::string& name) {
        if (const auto place = place_of(name); place != places_.end()) {
            place->is_there = true;
        } else {
            places_.push_back({name, true});
        }
    }

    std::vector<Place> places_;
};

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
    Tables tables;
    for (const Migration& migration : migrations) {
        // That of SQLite, where tables are made anew, tells of both: they have the same tables in the end.
        for (const auto& statement : script_of(migration, Database::Engine::sqlite).statements) tables.apply(statement);
    }
    return tables.names();
}

}  // namespace cafepos::db
