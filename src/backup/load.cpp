#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

#include "archive.h"
#include "backup.h"
#include "contents.h"
#include "files/files.h"
#include "json/read.h"
#include "members.h"

namespace cafepos::backup {
namespace {

constexpr int known_format = 1;

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
    const auto count = manifest.migrations.size();
    if (count > known.size() || !std::ranges::equal(manifest.migrations, known.first(count), {}, {}, &db::Migration::name)) {
        throw std::runtime_error("the backup was written by a newer CafePOS (" + manifest.version + "): install that version");
    }
    return known.first(count);
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

/// The pictures that were not there before; removed again unless all of the backup is taken.
class NewPictures {
public:
    NewPictures() = default;
    ~NewPictures() { remove_pictures(paths_); }
    NewPictures(const NewPictures&) = delete;
    NewPictures& operator=(const NewPictures&) = delete;

    /// Not synchronised yet. A picture never changes under its name.
    void save(const std::filesystem::path& path, const std::string& content) {
        if (std::filesystem::exists(path)) return;
        std::filesystem::create_directories(path.parent_path());
        files::NewFile file(path, files::for_everybody);
        file.write(content);
        if (file.put_in_place(files::Existing::keep, files::Durable::later)) paths_.push_back(path);
    }
    Pictures keep() { return std::exchange(paths_, {}); }

private:
    Pictures paths_;
};

/// What was there is kept beside it. Another secret is in its place from one moment to the next: there is never none.
void save_secret(const std::filesystem::path& path, const std::string& secret) {
    if (std::filesystem::exists(path)) {
        const std::string before = files::content_of(path);
        if (before == secret) return;
        const std::filesystem::path kept = path.string() + ".before-restore";
        files::write_durably(kept, before, files::for_its_owner, files::Existing::replace);
    }
    files::write_durably(path, secret, files::for_its_owner, files::Existing::replace);
}

void load_members(ArchiveReader& archive, const Tables& tables, db::RowWriter& rows, const Place& place, NewPictures& pictures,
                  const Checkpoint& checkpoint) {
    bool has_pictures = false;
    std::optional<std::string> secret;
    while (const auto member = archive.next()) {
        checkpoint();
        if (const auto name = members::table_of(member->name)) {
            const auto table = tables.find(*name);
            if (table == tables.end()) throw std::runtime_error("the backup has rows of an unknown table " + *name);
            rows.write(table->second, member->content);
        } else if (const auto picture = members::picture_path_of(member->name)) {
            pictures.save(place.uploads / *picture, member->content);
            has_pictures = true;
        } else if (member->name == members::secret) {
            secret = member->content;
        } else {
            throw std::runtime_error("the backup holds an unknown file " + member->name);
        }
    }
    if (has_pictures) files::synchronise_file_system(place.uploads);
    if (secret && !place.secret.empty()) save_secret(place.secret, *secret);
}

bool is_violation(db::Failure failure) {
    return failure == db::Failure::foreign_key_violation || failure == db::Failure::unique_violation ||
           failure == db::Failure::check_violation;
}

/// Rows that were refused take their pictures along. Whether others are there may not be known: a picture too many is swept, a
/// missing one is lost.
Pictures commit(db::RowWriter& rows, NewPictures& pictures) {
    try {
        rows.commit();
    } catch (const db::DatabaseError& error) {
        if (!is_violation(error.failure())) pictures.keep();
        throw;
    }
    return pictures.keep();
}

void require_no_cafe(const db::Options& database) {
    if (!holds_a_cafe(database)) return;
    throw std::runtime_error("this database holds a café already: make a new one for the restored café, or name another STORE");
}

}  // namespace

Manifest look_into(const std::filesystem::path& file) {
    ArchiveReader archive(file);
    const Manifest manifest = read_manifest(archive);
    steps_of(manifest);
    return manifest;
}

Pictures load(const std::filesystem::path& file, const Place& place, const Checkpoint& checkpoint) {
    ArchiveReader archive(file);
    NewPictures pictures;
    Pictures added;
    const Manifest manifest = read_manifest(archive);
    db::Options then = place.database;
    then.migrations = steps_of(manifest);
    db::open(then)->migrate();
    require_no_cafe(then);
    {
        const auto rows = db::write_rows(then);
        load_members(archive, tables_of(manifest, *rows), *rows, place, pictures, checkpoint);
        checkpoint();
        added = commit(*rows, pictures);
    }
    checkpoint();
    const auto database = db::open(place.database);
    database->migrate();
    database->analyze();
    return added;
}

void remove_pictures(const Pictures& pictures) {
    std::error_code ignored;
    for (const auto& path : pictures) std::filesystem::remove(path, ignored);
}

}  // namespace cafepos::backup
