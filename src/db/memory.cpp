#include "memory.h"

#include <algorithm>
#include <array>

#include "known.h"
#include "sql_words.h"

namespace cafepos::db {
namespace {

std::vector<KnownTable>& registry() {
    static std::vector<KnownTable> tables;
    return tables;
}
std::vector<KnownTable>& counted_registry() {
    static std::vector<KnownTable> tables;
    return tables;
}

/// Whether an UPDATE sets one of the columns: of its words those from SET on, up to what it is told by.
bool sets(const std::vector<std::string_view>& words, std::size_t at, const std::vector<std::string>& columns) {
    static constexpr std::array<std::string_view, 3> ends{"FROM", "WHERE", "RETURNING"};
    const auto begin = words.begin() + static_cast<std::ptrdiff_t>(at);
    const auto end = std::find_first_of(begin, words.end(), ends.begin(), ends.end());
    return std::find_first_of(begin, end, columns.begin(), columns.end()) != end;
}

/// `UPDATE menu_items`, not the UPDATE of ON CONFLICT or FOR UPDATE.
bool changes(const std::vector<std::string_view>& words, std::size_t at, const KnownTable& table) {
    if (at == 0 || words[at] != table.name) return false;
    if (words[at - 1] == "INTO" || (at > 1 && words[at - 2] == "DELETE" && words[at - 1] == "FROM")) return true;
    return words[at - 1] == "UPDATE" && (table.columns.empty() || sets(words, at, table.columns));
}

bool changes_any(const Statement& statement, const std::vector<KnownTable>& tables) {
    for (const std::string* sql : {&statement.sqlite_sql(), &statement.postgres_sql()}) {
        const auto words = words_of(*sql);
        for (std::size_t at = 0; at < words.size(); ++at) {
            if (std::ranges::any_of(tables, [&](const KnownTable& table) { return changes(words, at, table); })) return true;
        }
    }
    return false;
}

}  // namespace

const std::vector<KnownTable>& known_tables() { return registry(); }

namespace detail {

void register_known(const std::vector<KnownTable>& tables) { registry().insert(registry().end(), tables.begin(), tables.end()); }
void register_counted(const std::string& table) { counted_registry().push_back({table}); }

}  // namespace detail

bool changes_known_rows(const Statement& statement) { return changes_any(statement, known_tables()); }
bool changes_counted_rows(const Statement& statement) { return changes_any(statement, counted_registry()); }

void SessionMemory::begin() {
    memory_.forget_batch();
    state_ = State::begun;
}

void SessionMemory::at_version(std::int64_t version) {
    if (version != version_) memory_.forget();
    version_ = version;
    if (state_ == State::begun) state_ = State::usable;
}

const SessionMemory::Changes& SessionMemory::changes_of(const Statement& statement) {
    if (changes_.size() <= statement.number()) changes_.resize(Statement::all().size());
    auto& changes = changes_[statement.number()];
    if (!changes) changes = Changes{changes_known_rows(statement), changes_counted_rows(statement)};
    return *changes;
}

void SessionMemory::meet(const Statement& statement) {
    meet_gathered(statement);
    const Changes& changes = changes_of(statement);
    if (changes.counted || changes.known) memory_.forget_batch();
}

void SessionMemory::meet_gathered(const Statement& statement) {
    if (state_ == State::changed || !changes_of(statement).known) return;
    memory_.forget();
    state_ = State::changed;
}

Memory* SessionMemory::usable(Memory::Life life) {
    const bool is_usable = state_ == State::usable || (state_ == State::changed && life == Memory::Life::batch);
    return is_usable ? &memory_ : nullptr;
}

void SessionMemory::abandon() {
    memory_.forget();
    state_ = State::idle;
}

}  // namespace cafepos::db
