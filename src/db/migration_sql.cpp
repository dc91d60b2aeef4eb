#include "migration_sql.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>

#include "core/text.h"

namespace cafepos::db {
namespace {

using Engine = Database::Engine;

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// A piece of SQL: a word, a quoted string or name, a comment, or any other single character. Empty if a quote has no end.
std::string_view next_token(std::string_view sql) {
    std::size_t length = 1;
    if (sql.starts_with("--")) {
        length = sql.find('\n');
    } else if (sql[0] == '\'' || sql[0] == '"') {
        length = sql.find(sql[0], 1) + 1;  // npos + 1 is 0
    } else if (is_word(sql[0])) {
        while (length < sql.size() && is_word(sql[length])) ++length;
    }
    return sql.substr(0, length);
}

bool defines_columns(std::string_view statement) {
    return statement.starts_with("CREATE TABLE") || statement.starts_with("ALTER TABLE");
}

std::string spelled(std::string_view token, std::string_view previous_word, Engine engine) {
    if (engine == Engine::sqlite && token == "BIGINT") return "INTEGER";
    // In CAST(… AS TEXT) a collation is no part of the type.
    if (engine == Engine::postgres && token == "TEXT" && previous_word != "AS") return "TEXT COLLATE \"C\"";
    return std::string(token);
}

/// A moment in UTC milliseconds as the café's clock showed it: "2026-11-26 10:00:00".
// The view that has it reads zone_offsets of settings.
std::string local_time(std::string_view moment, Engine engine) {
    const std::string seconds = fmt::format(
        "({0} + COALESCE((SELECT offset_ms FROM zone_offsets WHERE begins_at <= {0} "
        "ORDER BY begins_at DESC LIMIT 1), 0)) / 1000",
        moment);
    if (engine == Engine::sqlite) return fmt::format("strftime('%Y-%m-%d %H:%M:%S', {}, 'unixepoch')", seconds);
    return fmt::format("to_char(to_timestamp({}) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')", seconds);
}

/// Length of what stands before the parenthesis that closes.
std::size_t length_within(std::string_view text) {
    int open = 1;
    std::size_t length = 0;
    for (; length < text.size(); ++length) {
        if (text[length] == '(') ++open;
        if (text[length] == ')' && --open == 0) break;
    }
    return length;
}

std::string with_local_times(std::string_view statement, Engine engine) {
    constexpr std::string_view call = "LOCAL_TIME(";
    std::string out;
    for (auto at = statement.find(call); at != std::string_view::npos; at = statement.find(call)) {
        out += statement.substr(0, at);
        statement.remove_prefix(at + call.size());
        const auto length = length_within(statement);
        out += local_time(statement.substr(0, length), engine);
        statement.remove_prefix(std::min(length + 1, statement.size()));
    }
    return out += statement;
}

std::string translated(std::string_view statement, Engine engine) {
    if (statement.starts_with("CREATE VIEW")) return with_local_times(statement, engine);
    if (!defines_columns(statement)) return std::string(statement);
    std::string out;
    std::string_view previous_word;
    for (auto rest = statement; !rest.empty();) {
        const auto token = next_token(rest);
        out += spelled(token, previous_word, engine);
        if (is_word(token[0])) previous_word = token;
        rest.remove_prefix(token.size());
    }
    if (engine == Engine::sqlite && statement.starts_with("CREATE TABLE")) out += " STRICT";
    return out;
}

/// Also what was meant as a mark and is none: one word with a colon.
bool looks_like_mark(std::string_view comment) {
    auto said = text::trim(comment.substr(2));
    if (text::iequals(said, "rebuild")) return true;
    if (!said.ends_with(':')) return false;
    said.remove_suffix(1);
    return !said.empty() && std::ranges::all_of(said, is_word);
}

class Reader {
public:
    Reader(const Migration& migration, Engine engine) : migration_(migration), engine_(engine), rest_(migration.sql) {}

    MigrationScript read() {
        while (!rest_.empty()) take(next_token(rest_));
        finish_statement();
        refuse_empty_block();
        return std::move(script_);
    }

private:
    void take(std::string_view token) {
        if (token.empty()) refuse("a quote has no end");
        if (token.starts_with("--")) {
            if (looks_like_mark(token)) mark(token);
        } else if (token != ";" || is_within_trigger()) {
            statement_ += token;
        } else if (rest_.size() == 1 || rest_[1] == '\n') {
            finish_statement();
        } else {
            refuse("a statement ends with `;` at the end of a line");
        }
        rest_.remove_prefix(token.size());
    }

    /// What SQLite's triggers do stands between BEGIN and END, each statement with its `;`.
    [[nodiscard]] bool is_within_trigger() const {
        const auto statement = text::trim(statement_);
        return statement.starts_with("CREATE TRIGGER") && statement.find(" BEGIN") != std::string_view::npos &&
               !statement.ends_with("END");
    }

    void mark(std::string_view line) {
        if (!text::trim(statement_).empty()) refuse(fmt::format("`{}` stands inside a statement", line));
        if (line == "-- rebuild") return mark_rebuild();
        refuse_empty_block();
        const auto engine = engine_of(line);
        if (engine == block_) refuse(fmt::format("`{}` where that block runs already", line));
        block_ = engine;
        is_block_empty_ = true;
        has_begun_ = true;
    }

    void mark_rebuild() {
        if (has_begun_ || script_.rebuild) refuse("`-- rebuild` stands once, before all statements and blocks");
        script_.rebuild = true;
    }

    [[nodiscard]] std::optional<Engine> engine_of(std::string_view line) const {
        if (line == "-- sqlite:") return Engine::sqlite;
        if (line == "-- postgres:") return Engine::postgres;
        if (line != "-- both:") {
            refuse(fmt::format("`{}` is none of the marks `-- rebuild`, `-- sqlite:`, `-- postgres:`, `-- both:`", line));
        }
        return std::nullopt;
    }

    void finish_statement() {
        const auto statement = text::trim(statement_);
        if (!statement.empty()) {
            has_begun_ = true;
            is_block_empty_ = false;
            if (!block_ || block_ == engine_) script_.statements.push_back(translated(statement, engine_));
        }
        statement_.clear();
    }

    void refuse_empty_block() const {
        if (block_ && is_block_empty_) refuse("the block that ends here has no statement");
    }

    [[noreturn]] void refuse(std::string_view what) const {
        const auto before = migration_.sql.substr(0, migration_.sql.size() - rest_.size());
        throw DatabaseError(Failure::other,
                            fmt::format("migrations/{}.sql:{}: {}", migration_.name, 1 + std::ranges::count(before, '\n'), what));
    }

    const Migration& migration_;
    const Engine engine_;
    std::string_view rest_;
    std::string statement_;
    std::optional<Engine> block_;  ///< empty: of both
    bool is_block_empty_ = true;
    bool has_begun_ = false;
    MigrationScript script_;
};

}  // namespace

MigrationScript script_of(const Migration& migration, Engine engine) { return Reader(migration, engine).read(); }

}  // namespace cafepos::db
