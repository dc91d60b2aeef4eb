#include "reference_order.h"

#include <algorithm>
#include <map>
#include <set>

#include "migration_sql.h"
#include "sql_words.h"
#include "transfer.h"

namespace cafepos::db {
namespace {

using References = std::map<std::string, std::set<std::string>, std::less<>>;

void note_references(const std::string& statement, References& references) {
    const auto words = words_of(statement);
    const auto table = std::ranges::find(words, "TABLE");
    if (table == words.end() || table + 1 == words.end()) return;
    auto& of_table = references[std::string(*(table + 1))];
    for (auto word = table; word != words.end(); ++word) {
        if (*word == "REFERENCES" && word + 1 != words.end()) of_table.emplace(*(word + 1));
    }
}

/// A table is marked before what it refers to, so that one that refers to itself ends there.
void append(const std::string& table, const References& references, std::set<std::string>& seen,
            std::vector<std::string>& order) {
    if (!seen.insert(table).second) return;
    const auto found = references.find(table);
    if (found != references.end()) {
        for (const std::string& other : found->second) append(other, references, seen, order);
    }
    order.push_back(table);
}

}  // namespace

std::vector<std::string> in_order_of_references(std::span<const Migration> migrations) {
    References references;
    for (const Migration& migration : migrations) {
        for (const std::string& statement : script_of(migration, Database::Engine::postgres).statements) {
            note_references(statement, references);
        }
    }
    std::set<std::string> seen;
    std::vector<std::string> order;
    for (const std::string& table : table_names(migrations)) append(table, references, seen, order);
    return order;
}

}  // namespace cafepos::db
