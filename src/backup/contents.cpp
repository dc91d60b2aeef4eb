#include "contents.h"

#include <functional>
#include <map>
#include <stdexcept>

#include "db/transfer.h"

namespace cafepos::backup {
namespace {

struct Content {
    std::uint64_t rows = 0;
    std::uint64_t sum = 0;  ///< of the rows' hashes, so that their order does not matter
    bool operator==(const Content&) const = default;
};

/// The databases escape some letters in ways of their own.
std::string normal(std::string_view line) {
    const auto columns = db::columns_of(line);
    if (!columns) throw std::runtime_error("the database gave a row that is none");
    std::string text;
    for (const auto& column : *columns) {
        text += '\t';
        column ? db::append_escaped(text, *column) : void(text += "\\N");
    }
    return text;
}

void add(Content& content, std::string_view lines) {
    while (!lines.empty()) {
        const auto end = lines.find('\n');
        content.sum += std::hash<std::string>()(normal(lines.substr(0, end)));
        ++content.rows;
        lines.remove_prefix(end + 1);
    }
}

std::map<std::string, Content> contents_of(const db::Options& database) {
    std::map<std::string, Content> contents;
    const auto rows = db::read_rows(database);
    for (const db::TableShape& table : rows->tables()) {
        if (table.name == "store") continue;
        Content& content = contents[table.name];
        rows->read(table, [&](std::string_view lines) { add(content, lines); });
    }
    return contents;
}

}  // namespace

bool holds_a_cafe(const db::Options& database) {
    bool has_staff = false;
    const auto rows = db::read_rows(database);
    for (const db::TableShape& table : rows->tables()) {
        if (table.name == "users") rows->read(table, [&](std::string_view) { has_staff = true; });
    }
    return has_staff;
}

std::vector<std::string> different_tables(const db::Options& one, const db::Options& other) {
    const auto contents = contents_of(one);
    const auto others = contents_of(other);
    std::vector<std::string> names;
    for (const auto& [name, content] : contents) {
        if (const auto found = others.find(name); found == others.end() || found->second != content) names.push_back(name);
    }
    return names;
}

}  // namespace cafepos::backup
