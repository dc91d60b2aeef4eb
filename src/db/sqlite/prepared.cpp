#include "prepared.h"

#include <fmt/format.h>

#include "../database.h"
#include "core/text.h"
#include "errors.h"

namespace cafepos::db::sqlite {

Prepared::Prepared(sqlite3* connection, std::string_view name, std::string_view sql) : connection_(connection), name_(name) {
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    const int code =
        sqlite3_prepare_v3(connection, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, &rest);
    statement_.reset(statement);
    if (code != SQLITE_OK) throw error_of(connection, name);
    if (!text::trim({rest, static_cast<std::size_t>(sql.data() + sql.size() - rest)}).empty()) {
        throw DatabaseError(Failure::other, fmt::format("{}: more than one statement", name));
    }
    const auto count = static_cast<std::size_t>(sqlite3_bind_parameter_count(statement));
    for (std::size_t number = 1; number <= count; ++number) {
        const int index = sqlite3_bind_parameter_index(statement, fmt::format("${}", number).c_str());
        if (index == 0) throw DatabaseError(Failure::other, fmt::format("{}: the parameter ${} is not used", name, number));
        indexes_.push_back(index);
    }
}

std::vector<std::string> Prepared::column_names() const {
    std::vector<std::string> names;
    for (int column = 0; column < column_count(); ++column) {
        names.emplace_back(sqlite3_column_name(statement_.get(), column));
    }
    return names;
}

void Prepared::bind(std::size_t position, const Value& value) {
    const int index = indexes_[position];
    sqlite3_stmt* statement = statement_.get();
    const auto bind_text = [&](std::string_view text) {
        // PostgreSQL stores neither; refusing them here too keeps the databases alike.
        if (text.find('\0') != std::string_view::npos || !text::is_utf8(text)) {
            throw DatabaseError(Failure::check_violation, fmt::format("{}: ${} is not UTF-8 text", name_, position + 1));
        }
        return sqlite3_bind_text64(statement, index, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
    };
    struct Binder {
        sqlite3_stmt* statement;
        int index;
        const decltype(bind_text)& text;
        int operator()(std::nullptr_t) const { return sqlite3_bind_null(statement, index); }
        int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, index, number); }
        int operator()(std::string_view characters) const { return text(characters); }
    };
    if (std::visit(Binder{statement, index, bind_text}, value.data()) != SQLITE_OK) throw error_of(connection_, name_);
}

Prepared::Run::Run(Prepared& prepared, std::span<const Value> values) : prepared_(prepared) {
    if (values.size() != prepared.indexes_.size()) {
        throw std::logic_error(
            fmt::format("{}: {} parameters, {} values", prepared.name_, prepared.indexes_.size(), values.size()));
    }
    for (std::size_t i = 0; i < values.size(); ++i) prepared.bind(i, values[i]);
}

Prepared::Run::~Run() {
    sqlite3_reset(prepared_.statement_.get());
    sqlite3_clear_bindings(prepared_.statement_.get());
}

bool Prepared::Run::step() {
    switch (sqlite3_step(prepared_.statement_.get())) {
        case SQLITE_ROW:
            return true;
        case SQLITE_DONE:
            return false;
        default:
            throw error_of(prepared_.connection_, prepared_.name_);
    }
}

Row Prepared::Run::row() const {
    const int count = prepared_.column_count();
    std::vector<Row::Cell> cells;
    cells.reserve(static_cast<std::size_t>(count));
    for (int column = 0; column < count; ++column) cells.push_back(prepared_.cell(column));
    return Row(std::move(cells));
}

Row::Cell Prepared::cell(int column) const {
    sqlite3_stmt* statement = statement_.get();
    switch (sqlite3_column_type(statement, column)) {
        case SQLITE_NULL:
            return nullptr;
        case SQLITE_INTEGER:
            return std::int64_t{sqlite3_column_int64(statement, column)};
        case SQLITE_TEXT: {
            const void* text = sqlite3_column_text(statement, column);
            const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
            return std::string(static_cast<const char*>(text), size);
        }
        default:
            throw std::logic_error(fmt::format("{}: column {} is neither an integer nor text", name_, column));
    }
}

}  // namespace cafepos::db::sqlite
