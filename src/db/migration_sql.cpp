#include "migration_sql.h"

#include <cctype>

#include "core/text.h"

namespace cafepos::db {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// A piece of SQL: a word, a quoted string or name, a comment, or any other single character.
std::string_view next_token(std::string_view sql) {
    std::size_t length = 1;
    if (sql.starts_with("--")) {
        length = sql.find('\n');
    } else if (sql[0] == '\'' || sql[0] == '"') {
        length = sql.find(sql[0], 1);
        if (length != std::string_view::npos) ++length;
    } else if (is_word(sql[0])) {
        while (length < sql.size() && is_word(sql[length])) ++length;
    }
    return sql.substr(0, length);
}

bool defines_columns(std::string_view statement) {
    return statement.starts_with("CREATE TABLE") || statement.starts_with("ALTER TABLE");
}

std::string spelled(std::string_view token, std::string_view previous_word, Database::Engine engine) {
    if (engine == Database::Engine::sqlite && token == "BIGINT") return "INTEGER";
    // In CAST(… AS TEXT) a collation is no part of the type.
    if (engine == Database::Engine::postgres && token == "TEXT" && previous_word != "AS") return "TEXT COLLATE \"C\"";
    return std::string(token);
}

std::string translated(std::string_view statement, Database::Engine engine) {
    if (!defines_columns(statement)) return std::string(statement);
    std::string out;
    std::string_view previous_word;
    for (auto rest = statement; !rest.empty();) {
        const auto token = next_token(rest);
        out += spelled(token, previous_word, engine);
        if (is_word(token[0])) previous_word = token;
        rest.remove_prefix(token.size());
    }
    if (engine == Database::Engine::sqlite && statement.starts_with("CREATE TABLE")) out += " STRICT";
    return out;
}

}  // namespace

std::vector<std::string> migration_statements(std::string_view sql, Database::Engine engine) {
    std::vector<std::string> statements;
    std::string current;
    const auto finish = [&] {
        const auto statement = text::trim(current);
        if (!statement.empty()) statements.push_back(translated(statement, engine));
        current.clear();
    };
    for (auto rest = sql; !rest.empty();) {
        const auto token = next_token(rest);
        rest.remove_prefix(token.size());
        if (token == ";" && (rest.empty() || rest[0] == '\n')) {
            finish();
        } else if (!token.starts_with("--")) {
            current += token;
        }
    }
    finish();
    return statements;
}

}  // namespace cafepos::db
