#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "archive.h"
#include "backup.h"
#include "files.h"
#include "json/read.h"
#include "members.h"

namespace cafepos::backup {
namespace {

constexpr int known_format = 1;

const db::Statement any_user{"backup.any_user", "SELECT COUNT(*) FROM users"};

Manifest read_manifest(ArchiveReader& archive) {
    const auto member = archive.next();
    if (!member || member->name != members::manifest) throw std::runtime_error("this is no backup of CafePOS");
    const auto manifest = json::bind<Manifest>(json::parse(member->content));
    if (manifest.format != known_format) {
        throw std::runtime_error("the backup was written by a newer CafePOS (" + manifest.version + "): install that version");
    }
    return manifest;
}

/// The steps that the backup's database had made.
std::span<const db::Migration> steps_of(const Manifest& manifest) {
    const auto known = db::migrations();
    const auto same = [](const db::Migration& step, const std::string& name) { return step.name == name; };
    if (manifest.migrations.size() > known.size() ||
        !std::equal(manifest.migrations.begin(), manifest.migrations.end(), known.begin(),
                    [&](const std::string& name, const db::Migration& step) { return same(step, name); })) {
        throw std::runtime_error("the backup was written by a newer CafePOS (" + manifest.version + "): install that version");
    }
    return known.first(manifest.migrations.size());
}

using Tables = std::map<std::string, db::TableShape>;

/// The backup's tables, which are the database's.
Tables tables_of(const Manifest& manifest, db::RowWriter& rows) {
    Tables tables;
    for (const db::TableShape& table : rows.tables()) tables.emplace(table.name, table);
    for (const Table& table : manifest.tables) {
        const auto found = tables.find(table.name);
        if (found == tables.end() || found->second.columns != table.columns) {
            throw std::runtime_error("the table " + table.name + " of the backup is not as this program has it");
        }
    }
    return tables;
}

void save_picture(const std::filesystem::path& path, const std::string& content) {
    if (std::filesystem::exists(path)) return;  // a picture never changes under its name
    std::filesystem::create_directories(path.parent_path());
    const std::filesystem::path part = path.string() + ".part";
    write_private(part, content);
    std::filesystem::permissions(part, std::filesystem::perms(0644));
    std::filesystem::rename(part, path);
}

void load_members(ArchiveReader& archive, const Tables& tables, db::RowWriter& rows, const std::filesystem::path& uploads) {
    while (const auto member = archive.next()) {
        if (const auto name = members::table_of(member->name)) {
            const auto table = tables.find(*name);
            if (table == tables.end()) throw std::runtime_error("the backup has rows of an unknown table " + *name);
            rows.write(table->second, member->content);
        } else if (const auto picture = members::picture_path_of(member->name)) {
            save_picture(uploads / *picture, member->content);
        } else if (member->name != members::secret) {
            throw std::runtime_error("the backup holds an unknown file " + member->name);
        }
    }
}

void require_no_cafe(db::Database& database) {
    const auto users = database.reading([](db::Transaction& transaction) { return transaction.query_one(any_user)->integer(0); });
    if (users > 0) throw std::runtime_error("this database holds a café already: make a new database for the restored one");
}

}  // namespace

Manifest look_into(const std::filesystem::path& file) {
    ArchiveReader archive(file);
    const Manifest manifest = read_manifest(archive);
    steps_of(manifest);
    return manifest;
}

std::optional<std::string> secret_in(const std::filesystem::path& file) {
    ArchiveReader archive(file);
    while (auto member = archive.next()) {
        if (member->name == members::secret) return std::move(member->content);
    }
    return std::nullopt;
}

void load(const std::filesystem::path& file, const Place& place) {
    ArchiveReader archive(file);
    const Manifest manifest = read_manifest(archive);
    db::Options then = place.database;
    then.migrations = steps_of(manifest);
    {
        const auto database = db::open(then);
        database->migrate();
        require_no_cafe(*database);
    }
    {
        const auto rows = db::write_rows(then);
        load_members(archive, tables_of(manifest, *rows), *rows, place.uploads);
        rows->commit();
    }
    const auto database = db::open(place.database);
    database->migrate();
    database->analyze();
}

}  // namespace cafepos::backup
